import { readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

const tsconfig = JSON.parse(readFileSync(new URL('./tsconfig.json', import.meta.url), 'utf8'))
const paths: Record<string, string[]> = tsconfig.compilerOptions.paths

/** The one list of packages is `paths` in tsconfig.json; tests resolve the same names to the same sources. */
const alias = Object.entries(paths).map(([name, [target]]) => ({
  find: new RegExp(`^${name}$`),
  replacement: `${import.meta.dirname}/${target}`,
}))

const shared = {
  resolve: { alias },
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
} as const

export default defineConfig({
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          include: [
            '{apps,libs}/**/*.test.ts',
            'examples/extension/src/**/*.test.ts',
            'test/{architecture,golden}/**/*.test.ts',
          ],
        },
      },
      {
        ...shared,
        test: {
          name: 'system',
          include: ['test/{integration,icinga,faults}/**/*.test.ts'],
          globalSetup: ['test/support/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
