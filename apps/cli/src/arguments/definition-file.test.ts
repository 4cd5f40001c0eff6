import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readDefinitionFile, readDocument } from './definition-file.js'

let directory: string

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'director-definition-file-'))
})

afterAll(() => rmSync(directory, { recursive: true }))

function file(content: string): string {
  const path = join(directory, 'file.yaml')
  writeFileSync(path, content)
  return path
}

describe('readDocument', () => {
  it.each([
    ['a: 1\nb: [x, { c: null }]', { a: 1, b: ['x', { c: null }] }],
    ['{ "a": 1 }', { a: 1 }],
    ['- 1\n- 2', [1, 2]],
  ])('reads %j', (content, expected) => {
    expect(readDocument(file(content))).toEqual(expected)
  })

  it.each([
    ['a: 1\nb:\n  c: 1\n  c: 2\n', ':4:3: the name "c" comes twice'],
    ['{ "a": 1,\n "a": 2 }', ':2:2: the name "a" comes twice'],
    ['a: [1\n', ':2:1: '],
  ])('refuses %j with line and column', (content, problem) => {
    const path = file(content)
    expect(() => readDocument(path)).toThrow(
      expect.objectContaining({
        code: 'usage.bad-file',
        message: expect.stringContaining(`${path}${problem}`),
      }),
    )
  })
})

describe('readDefinitionFile', () => {
  it('refuses what has no names', () => {
    expect(() => readDefinitionFile(file('- 1'))).toThrow(expect.objectContaining({ received: 'a list' }))
  })
})
