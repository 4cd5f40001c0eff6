import { AppError } from '@director/errors'
import type { JsonValue, Row } from '@director/kit'

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

  /** @throws AppError `import.unstorable-text` for NUL and broken surrogate pairs */
  of(row: Row): string {
    this.learnColumns(row)
    let text = ''
    for (const { name, label } of this.columns) {
      const value = row[name]
      if (value === null || value === undefined) continue
      text += text === '' ? label : `,${label}`
      text += JSON.stringify(typeof value === 'object' ? withSortedKeys(value) : value)
    }
    if (text.includes('\\u') && UNSTORABLE.test(text)) throw unstorable(row)
    return `{${text}}`
  }

  private learnColumns(row: Row): void {
    const names = Object.keys(row)
    if (names.length === this.names.length && names.every((name, index) => name === this.names[index])) return
    this.names = names
    this.columns = names.toSorted().map((name) => ({ name, label: `${JSON.stringify(name)}:` }))
  }
}

function withSortedKeys(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(withSortedKeys)
  if (!isPlainObject(value)) return value
  const keys = Object.keys(value).toSorted()
  return Object.fromEntries(keys.map((key) => [key, withSortedKeys(value[key] ?? null)]))
}

// Dates and the like of a third party's source have their own idea of what JSON they are.
function isPlainObject(value: JsonValue): value is { readonly [key: string]: JsonValue } {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function unstorable(row: Row): AppError {
  const column = Object.keys(row).find((name) => isUnstorable(name) || isUnstorable(row[name]))
  return new AppError('import.unstorable-text', `column "${column}" contains a NUL or half a character`, {
    expected: 'text PostgreSQL can store',
    remedy: 'Correct the value in the source',
    details: { column },
  })
}

function isUnstorable(value: JsonValue | undefined): boolean {
  if (typeof value === 'string') return UNSTORABLE_CHARACTER.test(value)
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([key, entry]) => UNSTORABLE_CHARACTER.test(key) || isUnstorable(entry))
}
