import { describe, expect, it } from 'vitest'
import { RowGrouping, type KeyedRow } from './row-group.js'

const row = (source: string, key: string): KeyedRow => ({
  source,
  key,
  matchKey: key.toLowerCase(),
  row: { key },
})

describe('RowGrouping', () => {
  it('joins rows of one key, also across batches', () => {
    const grouping = new RowGrouping()
    const groups = [
      ...grouping.add([row('a', 'H1'), row('b', 'h1'), row('a', 'h2')]),
      ...grouping.add([row('b', 'h2'), row('b', 'h3')]),
      ...grouping.end(),
    ]
    expect(groups.map((group) => [group.key, [...group.rows.keys()]])).toEqual([
      ['H1', ['a', 'b']],
      ['h2', ['a', 'b']],
      ['h3', ['b']],
    ])
  })

  it('refuses two rows of one source whose keys differ only in case', () => {
    const grouping = new RowGrouping()
    grouping.add([row('a', 'H1'), row('a', 'h1')])
    expect(() => grouping.end()).toThrow(expect.objectContaining({ code: 'sync.duplicate-key' }))
  })

  it('has nothing to give without rows', () => {
    expect(new RowGrouping().end()).toEqual([])
  })
})
