import { AppError } from '@director/errors'
import type { SourceRow } from '../rule/expression.js'

/** A row as it comes from an imported source, with the key the import gave it. */
export interface KeyedRow {
  readonly source: string
  readonly key: string
  /** The key as it is compared: lower case. */
  readonly matchKey: string
  readonly row: SourceRow
}

/** Rows of several sources with the same key: together they make one object. */
export interface RowGroup {
  /** As the first source spells it. */
  readonly key: string
  readonly rows: ReadonlyMap<string, SourceRow>
}

/**
 * Joins rows that follow one another and share their key, in batches. The rows must be sorted by `matchKey`.
 *
 * @throws AppError `sync.duplicate-key` when one source has two keys that differ only in case
 */
export class RowGrouping {
  private open: KeyedRow[] = []

  /** Takes the next rows; gives back the groups that are complete now. */
  add(rows: readonly KeyedRow[]): RowGroup[] {
    const complete: RowGroup[] = []
    for (const row of rows) {
      const [first] = this.open
      if (first !== undefined && first.matchKey !== row.matchKey) {
        complete.push(groupOf(this.open))
        this.open = []
      }
      this.open.push(row)
    }
    return complete
  }

  /** The group that waits for more rows, once there are none. */
  end(): RowGroup[] {
    const last = this.open.length === 0 ? [] : [groupOf(this.open)]
    this.open = []
    return last
  }
}

function groupOf(members: readonly KeyedRow[]): RowGroup {
  const rows = new Map<string, SourceRow>()
  const spelled = new Map<string, string>()
  for (const { source, key, row } of members) {
    const earlier = spelled.get(source)
    if (earlier !== undefined) throw duplicate(source, earlier, key)
    spelled.set(source, key)
    rows.set(source, row)
  }
  return { key: members[0]?.key ?? '', rows }
}

function duplicate(source: string, earlier: string, key: string): AppError {
  return new AppError('sync.duplicate-key', `import source "${source}" has two rows for one object`, {
    expected: 'keys that differ in more than upper and lower case',
    received: `"${earlier}" and "${key}"`,
    remedy: 'Let a modifier bring the key column to lower case, or correct the source',
  })
}
