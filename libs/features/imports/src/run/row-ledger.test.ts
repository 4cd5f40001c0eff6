import { FINGERPRINT_BYTES } from '@director/database'
import { describe, expect, it } from 'vitest'
import { digestOf } from '../rows/digest.js'
import { RowLedger } from './row-ledger.js'

/** As the database gives it: the first 12 bytes of the key's digest, then the row's checksum. */
const fingerprint = (key: string, content: string) =>
  Buffer.from(digestOf(key).slice(0, 12) + digestOf(content), 'latin1')

const stored = (rows: Readonly<Record<string, string>>) => {
  const ledger = new RowLedger()
  ledger.expect(Buffer.concat(Object.entries(rows).map(([key, content]) => fingerprint(key, content))))
  return ledger
}

const record = (ledger: RowLedger, key: string, content: string, rowNumber: number) =>
  ledger.record(digestOf(key), digestOf(content), rowNumber)

describe('RowLedger', () => {
  it('tells new, changed and unchanged rows apart', () => {
    const ledger = stored({ web1: 'a', web2: 'b' })
    expect(record(ledger, 'web1', 'a', 1)).toBe('unchanged')
    expect(record(ledger, 'web2', 'c', 2)).toBe('changed')
    expect(record(ledger, 'web3', 'd', 3)).toBe('created')
  })

  it('finds a key that comes twice, and the row it came in first', () => {
    const ledger = stored({ web1: 'a' })
    record(ledger, 'web1', 'a', 1)
    record(ledger, 'web2', 'b', 2)
    expect(record(ledger, 'web1', 'a', 3)).toBe('duplicate')
    expect(record(ledger, 'web2', 'c', 4)).toBe('duplicate')
    expect([ledger.rowNumberOf(digestOf('web1')), ledger.rowNumberOf(digestOf('web2'))]).toEqual([1, 2])
  })

  it('knows which stored rows did not come', () => {
    const ledger = stored({ web1: 'a', web2: 'b', web3: 'c' })
    record(ledger, 'web2', 'x', 1)
    record(ledger, 'web9', 'y', 2)
    expect(ledger.missing).toBe(2)
    const isMissing = (key: string) => ledger.isMissing(digestOf(key))
    expect(['web1', 'web2', 'web3', 'web9', 'never'].filter(isMissing)).toEqual(['web1', 'web3'])
  })

  it('keeps what it knows whatever room was reserved', () => {
    for (const rows of [0, 1, 100_000]) {
      const ledger = new RowLedger()
      ledger.reserve(rows)
      ledger.expect(fingerprint('web1', 'a'))
      expect([record(ledger, 'web1', 'a', 1), record(ledger, 'web2', 'b', 2)]).toEqual([
        'unchanged',
        'created',
      ])
    }
  })

  it('is empty until a row is stored or recorded, whatever it is asked', () => {
    const ledger = new RowLedger()
    ledger.rowNumberOf(digestOf('web1'))
    expect(ledger.isEmpty).toBe(true)
    record(ledger, 'web1', 'a', 1)
    expect(ledger.isEmpty).toBe(false)
  })

  it('forgets nothing while it grows', () => {
    const ledger = new RowLedger()
    const keys = Array.from({ length: 20_000 }, (_, index) => `host-${index}`)
    ledger.expect(Buffer.concat(keys.slice(0, 10_000).map((key) => fingerprint(key, key))))
    const states = keys.map((key, index) => record(ledger, key, key, index + 1))
    expect(states.filter((state) => state === 'unchanged')).toHaveLength(10_000)
    expect(states.filter((state) => state === 'created')).toHaveLength(10_000)
    expect(keys.every((key, index) => ledger.rowNumberOf(digestOf(key)) === index + 1)).toBe(true)
    expect(ledger.missing).toBe(0)
  })

  it('reads fingerprints of the length the database gives', () => {
    expect(fingerprint('web1', 'a')).toHaveLength(FINGERPRINT_BYTES)
  })
})
