import { AppError } from '@director/errors'
import type { Row, Value } from '@director/modifiers'

interface Column {
  readonly name: string
  /** The name as JSON with its colon. */
  readonly label: string
}

// What PostgreSQL cannot store: NUL, and halves of surrogate pairs, which JSON.stringify writes as escapes.
const UNSTORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/
const UNSTORABLE_CHARACTER = /\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/

/**
 * Writes rows as JSON that depends on their content only: columns and keys of nested objects sorted by name, columns
 * without a value left out. The same text is hashed and stored, so each row is written once.
 *
 * One writer serves one import: it keeps the order of columns while rows have the same ones.
 */
export class RowText {
  private names: readonly string[] = []
  private columns: readonly Column[] = []

  /** @throws AppError `import.unstorable-value` for bytes, NUL and broken surrogate pairs */
  of(row: Row): string {
    this.learnColumns(row)
    let text = ''
    for (const { name, label } of this.columns) {
      const value = row[name]
      if (value === null || value === undefined) continue
      if (value instanceof Uint8Array) throw unstorable(name, 'bytes that are not text')
      text += text === '' ? label : `,${label}`
      text += typeof value === 'string' ? JSON.stringify(value) : jsonOf(value)
    }
    if (text.includes('\\u') && UNSTORABLE.test(text))
      throw unstorable(columnOf(row), 'a NUL or half a character')
    return `{${text}}`
  }

  private learnColumns(row: Row): void {
    const names = Object.keys(row)
    if (names.length === this.names.length && names.every((name, index) => name === this.names[index])) return
    this.names = names
    this.columns = names.toSorted().map((name) => ({ name, label: `${JSON.stringify(name)}:` }))
  }
}

function jsonOf(value: Value): string {
  if (typeof value === 'bigint') return String(value)
  if (Array.isArray(value)) return `[${value.map(jsonOf).join(',')}]`
  if (!isPlainObject(value)) return JSON.stringify(value) ?? 'null'
  const keys = Object.keys(value).toSorted()
  return `{${keys.map((key) => `${JSON.stringify(key)}:${jsonOf(value[key] ?? null)}`).join(',')}}`
}

// Dates and the like of a third party's source have their own idea of what JSON they are.
function isPlainObject(value: Value): value is { readonly [key: string]: Value } {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function unstorable(column: string, content: string): AppError {
  return new AppError('import.unstorable-value', `column "${column}" contains ${content}`, {
    expected: 'text PostgreSQL can store',
    remedy: 'Correct the value in the source, or convert it with a property modifier',
    details: { column },
  })
}

function columnOf(row: Row): string {
  return Object.keys(row).find((name) => isUnstorable(name) || isUnstorable(row[name])) ?? ''
}

function isUnstorable(value: Value | undefined): boolean {
  if (typeof value === 'string') return UNSTORABLE_CHARACTER.test(value)
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([key, entry]) => UNSTORABLE_CHARACTER.test(key) || isUnstorable(entry))
}
