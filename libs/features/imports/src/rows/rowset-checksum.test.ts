import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { digestOf, hexOf } from './digest.js'
import { RowsetChecksum } from './rowset-checksum.js'

const checksumOf = (rows: readonly string[], keyColumn = 'name') => {
  const checksum = new RowsetChecksum(keyColumn)
  for (const row of rows) checksum.add(digestOf(row))
  return checksum.toString()
}

describe('RowsetChecksum', () => {
  it('does not depend on the order of rows', () => {
    const rowsAndShuffled = fc
      .array(fc.string())
      .chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })))
    fc.assert(
      fc.property(rowsAndShuffled, ([rows, shuffled]) => {
        expect(checksumOf(shuffled)).toBe(checksumOf(rows))
      }),
    )
  })

  it('is another one for another set, also when a row comes twice', () => {
    const sets = [[], ['a'], ['b'], ['a', 'b'], ['a', 'a'], ['a', 'a', 'b', 'b']]
    expect(new Set(sets.map((rows) => checksumOf(rows))).size).toBe(sets.length)
  })

  it.each([[[]], [['a', 'b']]])('is another one for the same rows under other keys: %j', (rows) => {
    expect(checksumOf(rows, 'id')).not.toBe(checksumOf(rows, 'name'))
  })

  it('has 32 hexadecimal digits, also for no rows', () => {
    expect(checksumOf([])).toMatch(/^[0-9a-f]{32}$/)
    expect(checksumOf(['a', 'b', 'c'])).toMatch(/^[0-9a-f]{32}$/)
  })
})

describe('digestOf', () => {
  it('is the beginning of the SHA-256 of the text in UTF-8', () => {
    // From `printf 'Zürich' | sha256sum`.
    expect(hexOf(digestOf('Zürich'))).toBe('4251685e06cab635578c72b1f5f221e9')
  })
})
