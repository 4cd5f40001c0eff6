import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'vite'
import { afterAll, beforeAll, expect, it } from 'vitest'

let directory: string

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'key-file-'))
  await build({
    configFile: false,
    logLevel: 'error',
    resolve: {
      alias: { '@director/errors': join(import.meta.dirname, '../../../domain/errors/src/index.ts') },
    },
    build: {
      ssr: join(import.meta.dirname, 'key-file.ts'),
      outDir: join(directory, 'bundle'),
      emptyOutDir: true,
    },
    ssr: { noExternal: true },
  })
  await writeFile(
    join(directory, 'load.mjs'),
    `import { loadKeyFile } from './bundle/key-file.js'
     while (Date.now() < Number(process.argv[3]));
     console.log(loadKeyFile(process.argv[2]).toString('hex'))`,
  )
  await writeFile(join(directory, 'package.json'), '{ "type": "module" }')
})

afterAll(async () => {
  await rm(directory, { recursive: true, force: true })
})

it('gives the same key to processes that start at the same moment', async () => {
  const keyFile = join(directory, 'home', 'secrets.key')
  const start = Date.now() + 700
  const load = () =>
    promisify(execFile)(process.execPath, [join(directory, 'load.mjs'), keyFile, String(start)])
  const keys = await Promise.all(Array.from({ length: 6 }, load))
  expect(new Set(keys.map(({ stdout }) => stdout.trim())).size).toBe(1)
  expect(keys[0]?.stdout).toMatch(/^[0-9a-f]{64}\n$/)
  expect(await readdir(join(directory, 'home'))).toEqual(['secrets.key'])
})
