import { describe, expect, it } from 'vitest'
import { outcomeLine, type ImportOutcome } from './import-outcome.js'

const anOutcome = (fields: Partial<ImportOutcome> = {}): ImportOutcome => ({
  source: 'cmdb',
  rows: 3,
  created: 0,
  changed: 0,
  removed: 0,
  unchanged: 3,
  skipped: 0,
  checksum: '',
  importRunId: undefined,
  brokenGuards: [],
  ...fields,
})

describe('outcomeLine', () => {
  const brokenGuards = [
    { guard: 'minimumRows', message: 'expected at least 5 rows, received 3' },
    { guard: 'requiredColumns', message: 'expected a value in at least one row of "os", received none' },
  ] as const

  it.each([
    ['that changed nothing', {}, false, 'cmdb: 3 rows, nothing changed'],
    [
      'that stored changes',
      { created: 1, removed: 2 },
      false,
      'cmdb: 3 rows, 1 created, 0 changed, 2 removed',
    ],
    ['that only checked', { changed: 1 }, true, 'cmdb: 3 rows, would create 0, change 1, remove 0'],
    ['that left rows out', { skipped: 4 }, false, 'cmdb: 3 rows (4 skipped), nothing changed'],
    [
      'whose check breaks guards',
      { created: 3, brokenGuards },
      true,
      'cmdb: 3 rows, would create 3, change 0, remove 0; would be held: expected at least 5 rows, received 3; expected a value in at least one row of "os", received none',
    ],
  ])('tells of an import %s', (_kind, fields, checkOnly, line) => {
    expect(outcomeLine(anOutcome(fields), checkOnly)).toBe(line)
  })
})
