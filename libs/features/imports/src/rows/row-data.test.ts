import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rowData } from './row-data.js'

describe('rowData', () => {
  it('leaves out columns without a value, not what is empty', () => {
    expect(rowData({ a: null, b: '', c: 0, d: false, e: [null] })).toBe('{"b":"","c":0,"d":false,"e":[null]}')
    expect(rowData({ a: null })).toBe('{}')
  })

  it('is JSON of the same content for any row', () => {
    const anyRow = fc
      .dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }))
      .map((row) => JSON.stringify(row))
      .filter((text) => !/\\u(0000|d[89a-f])/.test(text))
    fc.assert(
      fc.property(anyRow, (text) => {
        const kept = Object.entries(JSON.parse(text)).filter(([, value]) => value !== null)
        expect(JSON.parse(rowData(JSON.parse(text)))).toEqual(Object.fromEntries(kept))
      }),
    )
  })

  it('writes whole numbers beyond 2^53 as text, because readers of JSON would round them', () => {
    const row = { a: 9_007_199_254_740_993n, b: [1n, -9_007_199_254_740_992n], c: 9_007_199_254_740_991n }
    expect(rowData(row)).toBe('{"a":"9007199254740993","b":[1,"-9007199254740992"],"c":9007199254740991}')
  })

  it('writes dates as what they say of themselves', () => {
    const row = JSON.parse('{}', () => ({ at: new Date(0), list: [new Date(0)] }))
    expect(rowData(row)).toBe('{"at":"1970-01-01T00:00:00.000Z","list":["1970-01-01T00:00:00.000Z"]}')
  })

  it.each([
    ['NUL', { a: 'x', b: 'y\0z' }],
    ['NUL deep inside', { a: 'x', b: [{ c: '\0' }] }],
    ['half a surrogate pair', { a: 'x', b: '\ud83e' }],
    ['bytes', { a: 'x', b: new Uint8Array([255]) }],
    ['bytes in a list', { a: 'x', b: [new Uint8Array([255])] }],
    ['bytes deep inside', { a: 'x', b: { c: [Buffer.from('a')] } }],
  ])('refuses %s, naming the column', (_kind, row) => {
    expect(() => rowData(row)).toThrow(
      expect.objectContaining({ code: 'import.unstorable-value', details: { column: 'b' } }),
    )
  })

  it('keeps texts that only look like escapes of what it refuses', () => {
    const row = { a: '\\u0000 \\\\u0000 \\ud800', b: '🦎' }
    expect(JSON.parse(rowData(row))).toEqual(row)
  })
})
