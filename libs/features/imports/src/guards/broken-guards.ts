import type { HeldReason } from '@director/database'
import type { ImportGuards } from './import-guards.js'

/** A guard that an import broke; the message tells what it expects and what came. */
export interface BrokenGuard extends HeldReason {
  readonly guard: keyof ImportGuards
}

/** What guards look at. */
export interface GuardedFigures {
  /** Rows stored before. */
  readonly rowsBefore: number
  /** Rows that would be stored now. */
  readonly rows: number
  /** Columns with a value in at least one of them. */
  readonly columnsWithValues: ReadonlySet<string>
}

/**
 * The guards an import breaks, in the order of their settings; none: it may be applied.
 *
 * Percents are of the rows stored before, so shrink and growth say nothing about a first import. Required columns say
 * nothing about an import without rows: that is what the minimum is for.
 *
 * @example brokenGuards(ImportGuards.parse({}), { rowsBefore: 3, rows: 0, columnsWithValues: new Set() })
 *   // [{ guard: 'minimumRows', message: 'expected at least 1 row, received 0' }]
 */
export function brokenGuards(guards: ImportGuards, figures: GuardedFigures): readonly BrokenGuard[] {
  return [
    tooFew(guards, figures),
    shrunk(guards, figures),
    grown(guards, figures),
    lacking(guards, figures),
  ].filter((broken) => broken !== undefined)
}

function tooFew({ minimumRows }: ImportGuards, { rows }: GuardedFigures): BrokenGuard | undefined {
  if (rows >= minimumRows) return undefined
  return { guard: 'minimumRows', message: `expected at least ${rowCount(minimumRows)}, received ${rows}` }
}

function shrunk(
  { maximumShrinkPercent: maximum }: ImportGuards,
  figures: GuardedFigures,
): BrokenGuard | undefined {
  const fewer = figures.rowsBefore - figures.rows
  if (maximum === null || !isMore(fewer, maximum, figures)) return undefined
  return {
    guard: 'maximumShrinkPercent',
    message: `expected at most ${maximum} % fewer rows than the ${figures.rowsBefore} before, ${received(fewer, figures)}`,
  }
}

function grown(
  { maximumGrowthPercent: maximum }: ImportGuards,
  figures: GuardedFigures,
): BrokenGuard | undefined {
  const more = figures.rows - figures.rowsBefore
  if (maximum === null || !isMore(more, maximum, figures)) return undefined
  return {
    guard: 'maximumGrowthPercent',
    message: `expected at most ${maximum} % more rows than the ${figures.rowsBefore} before, ${received(more, figures)}`,
  }
}

function lacking({ requiredColumns }: ImportGuards, figures: GuardedFigures): BrokenGuard | undefined {
  const missing = requiredColumns.filter((column) => !figures.columnsWithValues.has(column))
  if (figures.rows === 0 || missing.length === 0) return undefined
  const names = missing.map((column) => `"${column}"`).join(', ')
  return {
    guard: 'requiredColumns',
    message: `expected a value in at least one row of ${names}, received none`,
  }
}

// In whole numbers as long as the percent is one: 0.1 + 0.2 is not 0.3.
function isMore(difference: number, percent: number, { rowsBefore }: GuardedFigures): boolean {
  return rowsBefore > 0 && difference * 100 > percent * rowsBefore
}

function received(difference: number, { rowsBefore, rows }: GuardedFigures): string {
  // Rounded up, so that the percent shown is never one that is allowed.
  return `received ${rows} (${Math.ceil((difference * 1000) / rowsBefore) / 10} %)`
}

function rowCount(rows: number): string {
  return rows === 1 ? '1 row' : `${rows} rows`
}
