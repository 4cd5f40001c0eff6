import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Row } from '@director/modifiers'
import { RowTexts } from './row-text.js'

const textOf = (row: Row) => new RowTexts().of(row)

describe('RowTexts', () => {
  it('leave out columns without a value, not what is empty', () => {
    expect(textOf({ a: null, b: '', c: 0, d: false, e: [null] })).toBe('{"b":"","c":0,"d":false,"e":[null]}')
    expect(textOf({ a: null })).toBe('{}')
    expect(textOf({})).toBe('{}')
  })

  it('do not depend on the order of columns and nested keys', () => {
    const row = { b: 1, a: { d: [2, { y: 1, x: 2 }], c: null } }
    expect(textOf({ a: { c: null, d: [2, { x: 2, y: 1 }] }, b: 1 })).toBe(textOf(row))
  })

  it('are those of the row alone, whatever came before', () => {
    const texts = new RowTexts()
    const rows: Row[] = [
      { b: 1, a: 2 },
      { b: 1, a: 2, c: 3 },
      { a: 2, b: 1 },
      { x: 'x', y: 'y' },
      { y: 'y', x: null },
    ]
    expect(rows.map((row) => texts.of(row))).toEqual(rows.map(textOf))
  })

  it('are JSON of the same content for any row', () => {
    const anyRow = fc
      .dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }))
      .map((row) => JSON.stringify(row))
      .filter((text) => !/\\u(0000|d[89a-f])/.test(text))
    fc.assert(
      fc.property(anyRow, (text) => {
        const kept = Object.entries(JSON.parse(text)).filter(([, value]) => value !== null)
        expect(JSON.parse(textOf(JSON.parse(text)))).toEqual(Object.fromEntries(kept))
      }),
    )
  })

  it('write whole numbers beyond 2^53 as text, so that no reader of the JSON changes them', () => {
    expect(textOf({ a: 9_007_199_254_740_993n, b: [1n], c: 5n })).toBe(
      '{"a":"9007199254740993","b":[1],"c":5}',
    )
  })

  it('write dates as what they say of themselves', () => {
    const row = JSON.parse('{}', () => ({ at: new Date(0), list: [new Date(0)] }))
    expect(textOf(row)).toBe('{"at":"1970-01-01T00:00:00.000Z","list":["1970-01-01T00:00:00.000Z"]}')
  })

  it.each([
    ['NUL', { a: 'x', b: 'y\0z' }],
    ['NUL deep inside', { a: 'x', b: [{ c: '\0' }] }],
    ['half a surrogate pair', { a: 'x', b: '\ud83e' }],
    ['bytes', { a: 'x', b: new Uint8Array([255]) }],
    ['bytes in a list', { a: 'x', b: [new Uint8Array([255])] }],
    ['bytes deep inside', { a: 'x', b: { c: [Buffer.from('a')] } }],
  ])('refuse %s, naming the column', (_kind, row) => {
    expect(() => textOf(row)).toThrow(
      expect.objectContaining({ code: 'import.unstorable-value', details: { column: 'b' } }),
    )
  })

  it('keep texts that only look like escapes of what is refused', () => {
    const row = { a: '\\u0000 \\\\u0000 \\ud800', b: '🦎', c: '"quoted"\n' }
    expect(JSON.parse(textOf(row))).toEqual(row)
  })
})
