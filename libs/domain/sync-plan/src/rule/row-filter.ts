import { compileRowFilter, isEmptyFilter, parseFilter, type Filter } from '@director/filters'
import type { SourceRow } from './expression.js'

/** Tells whether a row matches a filter of a sync rule. */
export type RowFilter = (row: SourceRow) => boolean

/**
 * Makes the filter of a rule or property ready. A column the row does not have counts as null, so that
 * `owner=` finds rows without owner whether or not the source sent the column.
 *
 * @throws AppError `filter.syntax`
 * @see Director: sync rules ask their sources for every column of their filters
 */
export function parseRowFilter(text: string): RowFilter {
  const filter = parseFilter(text)
  if (isEmptyFilter(filter)) return () => true
  const matches = compileRowFilter(filter)
  const columns = [...new Set(columnsOf(filter))]
  return (row) => {
    const absent = columns.filter((column) => !Object.hasOwn(row, column))
    if (absent.length === 0) return matches(row)
    return matches({ ...row, ...Object.fromEntries(absent.map((column) => [column, null])) })
  }
}

function columnsOf(filter: Filter): readonly string[] {
  if (filter.kind === 'expression') return [filter.column]
  return filter.kind === 'not' ? columnsOf(filter.member) : filter.members.flatMap(columnsOf)
}
