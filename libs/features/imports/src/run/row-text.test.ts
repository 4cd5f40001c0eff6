import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RowText } from './row-text.js'

const textOf = (row: Parameters<RowText['of']>[0]) => new RowText().of(row)

describe('RowText', () => {
  it('does not depend on the order of columns and nested keys, but on the order of lists', () => {
    expect(textOf({ b: 1, a: { d: [2, 1], c: null } })).toBe('{"a":{"c":null,"d":[2,1]},"b":1}')
    expect(textOf({ a: { c: null, d: [2, 1] }, b: 1 })).toBe(textOf({ b: 1, a: { d: [2, 1], c: null } }))
    expect(textOf({ a: [1, 2] })).not.toBe(textOf({ a: [2, 1] }))
  })

  it('leaves out columns without a value', () => {
    expect(textOf({ a: null, b: '', c: 0, d: false })).toBe('{"b":"","c":0,"d":false}')
    expect(textOf({ a: null })).toBe('{}')
  })

  it('follows rows whose columns differ from the row before', () => {
    const text = new RowText()
    const texts = [
      { b: 1, a: 2 },
      { b: 1, a: 2, c: 3 },
      { a: 2, b: 1 },
      { x: 1, y: 2 },
    ].map((row) => text.of(row))
    expect(texts).toEqual(['{"a":2,"b":1}', '{"a":2,"b":1,"c":3}', '{"a":2,"b":1}', '{"x":1,"y":2}'])
  })

  it('is JSON of the same content for any row', () => {
    const row = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }))
    const text = new RowText()
    fc.assert(
      fc.property(row, (any) => {
        const storable = !/\\u(0000|d[89a-f])/.test(JSON.stringify(any))
        fc.pre(storable)
        const expected = Object.entries(JSON.parse(JSON.stringify(any))).filter(([, value]) => value !== null)
        expect(JSON.parse(text.of(JSON.parse(JSON.stringify(any))))).toEqual(Object.fromEntries(expected))
      }),
    )
  })

  it('writes whole numbers beyond 2^53 with every digit', () => {
    expect(textOf({ a: 9_007_199_254_740_993n, b: [1n] })).toBe('{"a":9007199254740993,"b":[1]}')
  })

  it.each([
    ['NUL', { a: 'x', b: 'y\0z' }],
    ['NUL deep inside', { a: 'x', b: [{ c: '\0' }] }],
    ['half a surrogate pair', { a: 'x', b: '\ud83e' }],
    ['bytes', { a: 'x', b: new Uint8Array([255]) }],
  ])('refuses %s, naming the column', (_kind, row) => {
    expect(() => textOf(row)).toThrow(
      expect.objectContaining({ code: 'import.unstorable-value', details: { column: 'b' } }),
    )
  })

  it('keeps texts that only look like escapes of what it refuses', () => {
    expect(JSON.parse(textOf({ a: '\\u0000 \\\\u0000 \\ud800', b: '🦎' }))).toEqual({
      a: '\\u0000 \\\\u0000 \\ud800',
      b: '🦎',
    })
  })
})
