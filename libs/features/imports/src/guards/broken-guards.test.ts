import { describe, expect, it } from 'vitest'
import { brokenGuards } from './broken-guards.js'
import { ImportGuards } from './import-guards.js'

const broken = (guards: object, rowsBefore: number, rows: number, columns: readonly string[] = []) =>
  brokenGuards(ImportGuards.parse(guards), { rowsBefore, rows, columnsWithValues: new Set(columns) }).map(
    ({ guard, message }) => `${guard}: ${message}`,
  )

describe('brokenGuards', () => {
  it.each([
    ['an empty source', {}, 3, 0, 'minimumRows: expected at least 1 row, received 0'],
    [
      'fewer rows than the minimum',
      { minimumRows: 10 },
      0,
      9,
      'minimumRows: expected at least 10 rows, received 9',
    ],
    [
      'more shrink than the maximum',
      { maximumShrinkPercent: 10 },
      100,
      89,
      'maximumShrinkPercent: expected at most 10 % fewer rows than the 100 before, received 89 (11 %)',
    ],
    [
      'shrink a little above the maximum',
      { maximumShrinkPercent: 10 },
      100_000,
      89_999,
      'maximumShrinkPercent: expected at most 10 % fewer rows than the 100000 before, received 89999 (10.1 %)',
    ],
    [
      'any shrink when none is allowed',
      { maximumShrinkPercent: 0 },
      2,
      1,
      'maximumShrinkPercent: expected at most 0 % fewer rows than the 2 before, received 1 (50 %)',
    ],
    [
      'more growth than the maximum',
      { maximumGrowthPercent: 50 },
      100,
      151,
      'maximumGrowthPercent: expected at most 50 % more rows than the 100 before, received 151 (51 %)',
    ],
  ])('tells of %s', (_kind, guards, rowsBefore, rows, message) => {
    expect(broken(guards, rowsBefore, rows)).toEqual([message])
  })

  it.each([
    ['one row by default', {}, 0, 1],
    ['an empty source that is allowed', { minimumRows: 0 }, 3, 0],
    ['exactly the minimum', { minimumRows: 10 }, 0, 10],
    ['exactly the greatest shrink', { maximumShrinkPercent: 10 }, 100, 90],
    ['a fraction of a percent that is exactly met', { maximumShrinkPercent: 0.1 }, 1_000, 999],
    ['growth when only shrink is limited', { maximumShrinkPercent: 0 }, 100, 500],
    ['exactly the greatest growth', { maximumGrowthPercent: 50 }, 100, 150],
    ['shrink when only growth is limited', { maximumGrowthPercent: 0 }, 100, 1],
    ['any growth of a first import', { maximumGrowthPercent: 0 }, 0, 1_000_000],
    ['rows that only became others', { maximumShrinkPercent: 0, maximumGrowthPercent: 0 }, 7, 7],
  ])('accepts %s', (_kind, guards, rowsBefore, rows) => {
    expect(broken(guards, rowsBefore, rows)).toEqual([])
  })

  it('names the required columns without a value', () => {
    const guards = { requiredColumns: ['address', 'os', 'vars.site'] }
    expect(broken(guards, 0, 5, ['name', 'os'])).toEqual([
      'requiredColumns: expected a value in at least one row of "address", "vars.site", received none',
    ])
    expect(broken(guards, 0, 5, ['address', 'os', 'vars.site'])).toEqual([])
  })

  it('asks for no columns when there may be no rows', () => {
    expect(broken({ minimumRows: 0, requiredColumns: ['address'] }, 3, 0)).toEqual([])
  })

  it('tells of every broken guard, in the order of the settings', () => {
    const guards = { requiredColumns: ['os'], maximumShrinkPercent: 20, minimumRows: 5 }
    expect(broken(guards, 10, 2).map((line) => line.split(':')[0])).toEqual([
      'minimumRows',
      'maximumShrinkPercent',
      'requiredColumns',
    ])
  })
})
