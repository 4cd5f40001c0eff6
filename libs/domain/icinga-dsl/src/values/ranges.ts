import type { JsonValue } from '@director/icinga-objects'
import { INDENT } from './layout.js'
import { renderString } from './string.js'
import { sortedEntries } from './value.js'

/** A time period's ranges: day expression → `HH:MM-HH:MM,…`, always quoted, sorted, aligned by a tab as in Director's files. */
export function renderRanges(ranges: Readonly<Record<string, JsonValue>>): string {
  const lines = sortedEntries(ranges).map(
    ([days, times]) => `${INDENT}${renderString(days)}\t= ${renderString(String(times))}\n`,
  )
  return `{\n${lines.join('')}}`
}
