import type { LogFields, Progress } from '@director/kit'
import { describe, expect, it } from 'vitest'
import { ReadProgress } from './read-progress.js'

/** Reports rows at instants; gives what was logged and told. */
function reporting(rowsBefore: number, reports: readonly (readonly [atMs: number, rows: number])[]) {
  const logged: (LogFields | undefined)[] = []
  const told: Progress[] = []
  let now = 5_000
  const readProgress = new ReadProgress({
    source: 'cmdb',
    rowsBefore,
    log: { info: (_message, fields) => void logged.push(fields) },
    progress: (progress) => void told.push(progress),
    clock: () => now,
  })
  for (const [atMs, rows] of reports) {
    now = 5_000 + atMs
    readProgress.report(rows)
  }
  return { logged, told }
}

describe('ReadProgress', () => {
  it('logs nothing of a short import', () => {
    expect(reporting(100, [[9_999, 100]]).logged).toEqual([])
  })

  it('logs rows a second and the time that remains, about every ten seconds', () => {
    const { logged } = reporting(10_000, [
      [4_000, 400],
      [10_000, 1_000],
      [19_000, 1_900],
      [20_000, 4_000],
    ])
    expect(logged).toEqual([
      { source: 'cmdb', rows: 1_000, rowsPerSecond: 100, remainingSeconds: 90 },
      { source: 'cmdb', rows: 4_000, rowsPerSecond: 200, remainingSeconds: 30 },
    ])
  })

  it.each([
    ['before the first import', 0, 1_000],
    ['when there are more rows than last time', 900, 1_000],
  ])('knows no remaining time %s', (_when, rowsBefore, rows) => {
    expect(reporting(rowsBefore, [[10_000, rows]]).logged).toEqual([
      { source: 'cmdb', rows, rowsPerSecond: 100 },
    ])
  })

  it('tells the rows of the last import as total, which is never smaller than what is done', () => {
    const { told } = reporting(1_000, [
      [1, 500],
      [2, 1_500],
    ])
    expect(told).toEqual([
      { done: 500, unit: 'rows', total: 1_000 },
      { done: 1_500, unit: 'rows', total: 1_500 },
    ])
  })

  it('tells no total before the first import', () => {
    expect(reporting(0, [[1, 500]]).told).toEqual([{ done: 500, unit: 'rows' }])
  })
})
