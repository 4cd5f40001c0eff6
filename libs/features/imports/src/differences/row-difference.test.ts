import { describe, expect, it } from 'vitest'
import { rowDifference } from './row-difference.js'

describe('rowDifference', () => {
  const created = { key: 'a', before: null, after: { name: 'a', os: 'linux' } }

  it('names every column of a created row, and the same of a removed one', () => {
    expect(rowDifference(created)).toEqual({ ...created, kind: 'created', changedColumns: ['name', 'os'] })
    expect(rowDifference(created, true)).toEqual({
      key: 'a',
      before: created.after,
      after: null,
      kind: 'removed',
      changedColumns: ['name', 'os'],
    })
  })

  it('names the columns that came, went or have another value, sorted', () => {
    const before = { same: 1, went: 'x', changed: [1], deep: { a: [1, { b: 2 }] } }
    const after = { same: 1, came: 'y', changed: [2], deep: { a: [1, { b: 2 }] } }
    expect(rowDifference({ key: 'a', before, after })).toMatchObject({
      kind: 'changed',
      changedColumns: ['came', 'changed', 'went'],
    })
  })
})
