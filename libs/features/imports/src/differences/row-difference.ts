import { isDeepStrictEqual } from 'node:util'
import type { DifferingRow } from '@director/database'

type RowData = DifferingRow['after']

/** What became of one key between two versions of a source's rows. */
export interface RowDifference {
  readonly key: string
  readonly kind: 'created' | 'changed' | 'removed'
  /** Null when the row is created. */
  readonly before: RowData
  /** Null when the row is removed. */
  readonly after: RowData
  /** Columns whose values differ, sorted; of created and removed rows all columns. */
  readonly changedColumns: readonly string[]
}

/**
 * Tells what a differing row is.
 *
 * @param isReversed the later version is looked at from the earlier one: what was created is removed then
 */
export function rowDifference({ key, before, after }: DifferingRow, isReversed = false): RowDifference {
  const [from, to] = isReversed ? [after, before] : [before, after]
  const kind = from === null ? 'created' : to === null ? 'removed' : 'changed'
  const columns = new Set([...Object.keys(from ?? {}), ...Object.keys(to ?? {})])
  const changedColumns = [...columns].filter((name) => !isDeepStrictEqual(from?.[name], to?.[name])).sort()
  return { key, kind, before: from, after: to, changedColumns }
}
