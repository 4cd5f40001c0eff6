import { AppError } from '@director/errors'
import type { Row, Value } from '@director/modifiers'
import { asJson } from './as-json.js'
import { exactNumber } from './exact-number.js'

// What PostgreSQL cannot store: NUL, and halves of surrogate pairs, which JSON.stringify writes as escapes.
const UNSTORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/
const UNSTORABLE_CHARACTER = /\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/

/**
 * The JSON text a row is stored as: columns without a value are left out. The database puts keys into its own order.
 *
 * @throws AppError `import.unstorable-value` for bytes, NUL and broken surrogate pairs, naming the column
 */
export function rowData(row: Row): string {
  const text = jsonOf(withoutNulls(row))
  if (text.includes('\\u') && UNSTORABLE.test(text))
    throw unstorable(columnOf(row), 'a NUL or half a character')
  return text
}

function withoutNulls(row: Row): Row {
  const values = Object.values(row)
  if (!values.includes(null)) return row
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null))
}

function jsonOf(row: Row): string {
  if (Object.values(row).every(isSimple)) return JSON.stringify(row)
  const cells = Object.entries(row).map(([name, value]) => {
    return `${JSON.stringify(name)}:${jsonOfValue(value, name)}`
  })
  return `{${cells.join(',')}}`
}

function isSimple(value: Value): boolean {
  return typeof value !== 'object' && typeof value !== 'bigint'
}

function jsonOfValue(raw: Value, column: string): string {
  // Before asking for its JSON: bytes of Node's Buffer have some, which is a list of numbers.
  if (raw instanceof Uint8Array) throw unstorable(column, 'bytes that are not text')
  const value = asJson(raw)
  if (typeof value === 'bigint') return JSON.stringify(exactNumber(value))
  if (Array.isArray(value)) return `[${value.map((entry) => jsonOfValue(entry, column)).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).map(
    ([key, entry]) => `${JSON.stringify(key)}:${jsonOfValue(entry, column)}`,
  )
  return `{${entries.join(',')}}`
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
