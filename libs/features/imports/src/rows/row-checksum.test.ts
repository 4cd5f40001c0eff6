import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Row } from '@director/modifiers'
import { hexOf } from './digest.js'
import { RowChecksums } from './row-checksum.js'

const checksumOf = (row: Row) => hexOf(new RowChecksums().of(row))

describe('RowChecksums', () => {
  it('do not depend on the order of columns and nested keys', () => {
    const row = { b: 1, a: { d: [2, { y: 1, x: 2 }], c: null } }
    expect(checksumOf({ a: { c: null, d: [2, { x: 2, y: 1 }] }, b: 1 })).toBe(checksumOf(row))
  })

  it('do not count columns without a value', () => {
    expect(checksumOf({ a: 'x', b: null })).toBe(checksumOf({ a: 'x' }))
  })

  it('are those of the row alone, whatever came before', () => {
    const checksums = new RowChecksums()
    const rows: Row[] = [
      { b: 1, a: 2 },
      { b: 1, a: 2, c: 3 },
      { a: 2, b: 1 },
      { x: 1, y: 2 },
    ]
    expect(rows.map((row) => hexOf(checksums.of(row)))).toEqual(rows.map(checksumOf))
  })

  it('differ where rows differ, in kinds, names, places and lengths', () => {
    const rows: Row[] = [
      {},
      { a: '' },
      { b: '' },
      { a: '1' },
      { a: 1 },
      { a: true },
      { a: 'true' },
      { a: ['1'] },
      { a: [1] },
      { a: [] },
      { a: {} },
      { a: [1, 2] },
      { a: [2, 1] },
      { a: [12] },
      { a: [[1], 2] },
      { a: { b: 1 } },
      { a: { b: null } },
      { a: { b: '1' } },
      { a: 'x', b: 'y' },
      { a: 'x1:bs1:y' },
      { a: 'y', b: 'x' },
      { ab: 'x' },
      { a: 'bx' },
    ]
    expect(new Set(rows.map(checksumOf)).size).toBe(rows.length)
  })

  it('are the same only for the same content', () => {
    const row = fc.dictionary(fc.constantFrom('a', 'b', 'ab', '1:a'), fc.jsonValue({ maxDepth: 2 }), {
      maxKeys: 3,
    })
    const content = (value: object) =>
      JSON.stringify(value, (_key, inner: unknown) =>
        typeof inner === 'object' && inner !== null && !Array.isArray(inner)
          ? Object.fromEntries(Object.entries(inner).toSorted(([left], [right]) => (left < right ? -1 : 1)))
          : inner,
      )
    const kept = (any: object) =>
      Object.fromEntries(Object.entries(any).filter(([, value]) => value !== null))
    fc.assert(
      fc.property(row, row, (left, right) => {
        const [one, other] = [left, right].map((any): Row => JSON.parse(JSON.stringify(kept(any))))
        expect(checksumOf(one ?? {}) === checksumOf(other ?? {})).toBe(
          content(one ?? {}) === content(other ?? {}),
        )
      }),
    )
  })

  it('tell dates apart, and take one for its text', () => {
    const dated = (at: number) => checksumOf(JSON.parse('{}', () => ({ at: new Date(at) })))
    expect(dated(0)).not.toBe(dated(1))
    expect(dated(0)).toBe(checksumOf({ at: '1970-01-01T00:00:00.000Z' }))
  })

  it('take a number for the same, however large its type is', () => {
    expect(checksumOf({ a: 5n })).toBe(checksumOf({ a: 5 }))
    expect(checksumOf({ a: 9_007_199_254_740_993n })).toBe(checksumOf({ a: '9007199254740993' }))
  })
})
