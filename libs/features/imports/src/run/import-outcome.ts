import type { ImportFigures } from '@director/database'
import type { BrokenGuard } from '../guards/broken-guards.js'

/** What one import did, or would do. */
export interface ImportOutcome extends ImportFigures {
  readonly source: string
  /** Rows the source has, those that were skipped not counted. */
  readonly rows: number
  /** Of all rows, whatever their order, and of the key column: 32 hexadecimal digits. */
  readonly checksum: string
  /** The stored import run; undefined when nothing changed or the import was only a check. */
  readonly importRunId: number | undefined
  /** Guards that hold the import, or would if it were not only a check. */
  readonly brokenGuards: readonly BrokenGuard[]
}

/** Tells whether the rows differ from those stored before. */
export function hasChanges({ created, changed, removed }: ImportOutcome): boolean {
  return created + changed + removed > 0
}

/**
 * The outcome in one line for the run history.
 *
 * @example outcomeLine({ source: 'cmdb', rows: 3, created: 1, changed: 0, removed: 2, … }, false)
 *   // 'cmdb: 3 rows, 1 created, 0 changed, 2 removed'
 */
export function outcomeLine(outcome: ImportOutcome, checkOnly: boolean): string {
  const { source, rows, skipped, brokenGuards } = outcome
  const read = skipped === 0 ? `${source}: ${rows} rows` : `${source}: ${rows} rows (${skipped} skipped)`
  const line = `${read}, ${changesOf(outcome, checkOnly)}`
  if (brokenGuards.length === 0) return line
  return `${line}; would be held: ${brokenGuards.map(({ message }) => message).join('; ')}`
}

function changesOf(outcome: ImportOutcome, checkOnly: boolean): string {
  const { created, changed, removed } = outcome
  if (!hasChanges(outcome)) return 'nothing changed'
  return checkOnly
    ? `would create ${created}, change ${changed}, remove ${removed}`
    : `${created} created, ${changed} changed, ${removed} removed`
}
