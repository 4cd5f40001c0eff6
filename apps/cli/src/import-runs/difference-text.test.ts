import type { ImportDifference, RowDifference } from '@director/imports'
import pc from 'picocolors'
import { describe, expect, it } from 'vitest'
import { differenceHeading, differenceText } from './difference-text.js'

const plain = pc.createColors(false)
const coloured = pc.createColors(true)

const created: RowDifference = {
  key: 'web1',
  kind: 'created',
  before: null,
  after: { name: 'web1', tags: ['a', 'b'] },
  changedColumns: ['name', 'tags'],
}

describe('differenceText', () => {
  it('shows new and lost rows on one line with their values', () => {
    expect(differenceText(created, plain)).toBe('+ web1  name=web1 tags=["a","b"]')
    const removed: RowDifference = { ...created, kind: 'removed', before: created.after, after: null }
    expect(differenceText(removed, plain)).toBe('- web1  name=web1 tags=["a","b"]')
  })

  it('cuts a line where the terminal ends', () => {
    expect(differenceText(created, plain, 16)).toBe('+ web1  name=we…')
  })

  it('shows of a changed row the columns that differ, before and after', () => {
    const row: RowDifference = {
      key: 'web1',
      kind: 'changed',
      before: { name: 'web1', os: 'linux' },
      after: { name: 'web1', os: 'bsd', site: 'ham' },
      changedColumns: ['os', 'site'],
    }
    expect(differenceText(row, plain)).toBe('~ web1\n    os    linux → bsd\n    site  - → ham')
  })

  it('shows control characters of keys, columns and values instead of obeying them', () => {
    const erase = '\u001b[2K\r'
    const data = { [`os${erase}`]: `bsd${erase}\u009b1A` }
    const row = { ...created, key: `web1\n+ web2${erase}`, after: data, changedColumns: Object.keys(data) }
    const hidden = String.raw`\u001b[2K\u000d`
    expect(differenceText(row, plain)).toBe(
      String.raw`+ web1 + web2${hidden}  os${hidden}=bsd${hidden}\u009b1A`,
    )
    expect(differenceText({ ...row, kind: 'changed', before: {} }, plain)).toBe(
      [String.raw`~ web1 + web2${hidden}`, String.raw`    os${hidden}  - → bsd${hidden}\u009b1A`].join('\n'),
    )
  })

  it('is green for new rows', () => {
    expect(differenceText(created, coloured)).toBe(coloured.green(differenceText(created, plain)))
  })
})

describe('differenceHeading', () => {
  const difference: ImportDifference = {
    source: 'cmdb',
    from: { kind: 'nothing' },
    to: { kind: 'import', importRunId: 7, importedAt: new Date(2026, 10, 22, 12, 0, 4) },
    counts: { created: 1_500, changed: 0, removed: 0 },
    rows: async function* () {},
  }

  it('tells what is compared and how much differs', () => {
    expect(differenceHeading(difference, plain)).toBe(
      'cmdb: nothing → import 7 (2026-11-22 12:00:04): 1,500 created, 0 changed, 0 removed',
    )
    const none = { ...difference, counts: { created: 0, changed: 0, removed: 0 } }
    expect(differenceHeading(none, plain)).toMatch(/: no difference$/)
  })
})
