import type { Row, Value } from '@director/modifiers'
import { asJson } from './as-json.js'
import { digestOf, type Digest } from './digest.js'
import { exactNumber } from './exact-number.js'

interface Column {
  readonly name: string
  /** The name with its length in front, so that no two lists of columns and values give the same text. */
  readonly label: string
}

/**
 * Checksums of rows: the same for the same content, in whatever order columns and keys of nested objects come. Columns
 * without a value do not count, as in Director.
 *
 * One instance serves one import: it keeps the sorted columns while rows have the same ones. The text that is hashed is
 * not JSON because quoting took longer than hashing (2.7 µs a row of 11 columns, this 1.3 µs).
 */
export class RowChecksums {
  private names: readonly string[] = []
  private columns: readonly Column[] = []

  of(row: Row): Digest {
    this.learnColumns(row)
    let text = ''
    for (const { name, label } of this.columns) {
      const value = row[name]
      if (value === null || value === undefined) continue
      text += typeof value === 'string' ? `${label}s${value.length}:${value}` : `${label}${canonical(value)}`
    }
    return digestOf(text)
  }

  private learnColumns(row: Row): void {
    const names = Object.keys(row)
    if (names.length === this.names.length && names.every((name, index) => name === this.names[index])) return
    this.names = names
    this.columns = names.toSorted().map((name) => ({ name, label: `${name.length}:${name}` }))
  }
}

function canonical(value: Value): string {
  if (typeof value === 'string') return `s${value.length}:${value}`
  if (typeof value === 'object' && value !== null) return canonicalObject(asJson(value))
  // 5 and 5n are stored alike.
  return typeof value === 'bigint' ? canonical(exactNumber(value)) : `${String(value)};`
}

function canonicalObject(value: Value): string {
  if (typeof value !== 'object' || value === null) return canonical(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join('')}]`
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1))
  return `{${entries.map(([key, entry]) => `${key.length}:${key}${canonical(entry)}`).join('')}}`
}
