import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { AppError } from '@director/errors'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findExtensionEntry } from './find-entry.js'
import { loadExtension } from './load-extension.js'

let directory: string

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'director-extension-'))
})

afterEach(() => rmSync(directory, { recursive: true }))

function write(file: string, content: string | object): string {
  const path = join(directory, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

async function failureOf(extension: string): Promise<AppError> {
  const failure = await loadExtension(extension, directory).catch((error: unknown) => error)
  if (!(failure instanceof AppError)) throw new Error(`not refused: ${String(failure)}`)
  return failure
}

describe('findExtensionEntry', () => {
  it.each([
    ['an import condition', { exports: { '.': { types: './a.ts', import: './main.js' } } }],
    ['nested conditions', { exports: { node: { default: './main.js' } } }],
    ['a plain exports string', { exports: './main.js' }],
    ['main', { main: 'main.js' }],
  ])('finds a package of the working directory by %s', (_what, packageJson) => {
    write('node_modules/@acme/jobs/package.json', packageJson)
    const entry = write('node_modules/@acme/jobs/main.js', '')
    expect(findExtensionEntry('@acme/jobs', join(directory, 'deeper/down'))).toBe(entry)
  })

  it('takes a path to a file or to a directory', () => {
    const file = write('one/index.js', '')
    expect(findExtensionEntry('./one/index.js', directory)).toBe(file)
    expect(findExtensionEntry('./one', directory)).toBe(file)
  })
})

describe('loadExtension', () => {
  it('gives the module a package exports', async () => {
    write('good.mjs', 'export default { module: class AcmeModule {} }')
    expect(await loadExtension('./good.mjs', directory)).toMatchObject({ module: expect.any(Function) })
  })

  it.each([
    ['a package that is not installed', '@acme/jobs', 'extension.not-found'],
    ['a path that leads nowhere', './nowhere', 'extension.not-found'],
    ['a file without default export', './no-default.mjs', 'extension.no-module'],
    ['a default export that is no module', './function.mjs', 'extension.no-module'],
    ['a file that throws', './throws.mjs', 'extension.failed-to-load'],
    ['a file with a syntax error', './broken.mjs', 'extension.failed-to-load'],
  ])('names the extension and refuses %s', async (_what, extension, code) => {
    write('no-default.mjs', 'export const a = 1')
    write('function.mjs', 'export default function setUp() {}')
    write('throws.mjs', 'throw new Error("out of paper")')
    write('broken.mjs', 'export default {')
    const failure = await failureOf(extension)
    expect(failure.code).toBe(code)
    expect(failure.message).toContain(`extension "${extension}"`)
  })

  it('passes on why a file failed', async () => {
    write('throws.mjs', 'throw new Error("out of paper")')
    expect((await failureOf('./throws.mjs')).message).toContain('out of paper')
  })
})
