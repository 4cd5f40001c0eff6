/** What one import did, or would do. */
export interface ImportOutcome {
  readonly source: string
  /** Rows read. */
  readonly rows: number
  readonly created: number
  readonly changed: number
  readonly removed: number
  readonly unchanged: number
  /** Of all rows, whatever their order: 32 hexadecimal digits. */
  readonly checksum: string
  /** The stored import run; undefined when nothing changed or the import was only a check. */
  readonly importRunId: number | undefined
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
  const { source, rows, created, changed, removed } = outcome
  if (!hasChanges(outcome)) return `${source}: ${rows} rows, nothing changed`
  return checkOnly
    ? `${source}: ${rows} rows, would create ${created}, change ${changed}, remove ${removed}`
    : `${source}: ${rows} rows, ${created} created, ${changed} changed, ${removed} removed`
}
