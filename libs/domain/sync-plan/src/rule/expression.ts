import { AppError, shown } from '@director/errors'
import type { JsonValue } from '@director/icinga-objects'

/** One record of a source: column name → value. */
export type SourceRow = Readonly<Record<string, JsonValue>>

type Part =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'placeholder'; readonly path: string }

/** A parsed source expression: constant text, one placeholder, or a mixture. */
export interface Expression {
  readonly text: string
  readonly parts: readonly Part[]
}

/**
 * Parses `${column}`, `${nested.value}`, text around placeholders, or constant text. There is no escape for `${`.
 *
 * @throws AppError `sync.invalid-expression` for a placeholder that is empty or never closed
 * @see Director: "source expression" of a sync property
 */
export function parseExpression(text: string): Expression {
  const parts: Part[] = []
  let rest = text
  while (rest !== '') {
    const start = rest.indexOf('${')
    if (start === -1) break
    const end = rest.indexOf('}', start)
    const path = end === -1 ? '' : rest.slice(start + 2, end).trim()
    if (path === '') throw invalid(text, end === -1 ? 'a placeholder without "}"' : 'an empty placeholder')
    if (start > 0) parts.push({ kind: 'text', text: rest.slice(0, start) })
    parts.push({ kind: 'placeholder', path })
    rest = rest.slice(end + 1)
  }
  if (rest !== '') parts.push({ kind: 'text', text: rest })
  return { text, parts }
}

/**
 * The value an expression has for a row. Exactly one placeholder keeps the type of its value; with text around it the
 * result is text: null becomes nothing, true `1`, false nothing.
 *
 * @throws AppError `sync.expression-failed` when a list or object stands inside text, or a column holds no object
 *   although a value inside it is asked for
 * @example evaluateExpression(parseExpression('${host}.example.com'), { host: 'web1' }) // 'web1.example.com'
 */
export function evaluateExpression(expression: Expression, row: SourceRow): JsonValue {
  const [first] = expression.parts
  if (expression.parts.length === 1 && first?.kind === 'placeholder') return valueAt(row, first.path)
  return expression.parts
    .map((part) =>
      part.kind === 'text' ? part.text : textOf(valueAt(row, part.path), part.path, expression.text),
    )
    .join('')
}

// A column whose name really contains dots wins over a nested value.
function valueAt(row: SourceRow, path: string): JsonValue {
  if (Object.hasOwn(row, path)) return row[path] ?? null
  const [column = '', ...inner] = path.split('.')
  const value = Object.hasOwn(row, column) ? (row[column] ?? null) : null
  if (inner.length === 0 || value === null) return value
  if (!isNested(value)) {
    throw new AppError('sync.expression-failed', `\${${path}}: column "${column}" holds no object`, {
      expected: 'an object with names and values',
      received: shown(value),
    })
  }
  return inner.reduce<JsonValue>(
    (nested, name) => (isNested(nested) && Object.hasOwn(nested, name) ? (nested[name] ?? null) : null),
    value,
  )
}

function textOf(value: JsonValue, path: string, text: string): string {
  if (value === null || value === false) return ''
  if (value === true) return '1'
  if (typeof value !== 'object') return String(value)
  throw new AppError('sync.expression-failed', `"${text}": \${${path}} cannot stand inside text`, {
    expected: 'text, a number or true or false',
    received: shown(value),
    remedy: 'Use the placeholder alone, or join the list with a modifier of the import source',
  })
}

function isNested(value: JsonValue): value is { readonly [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function invalid(text: string, received: string): AppError {
  return new AppError('sync.invalid-expression', `the expression ${shown(text)} cannot be read`, {
    expected: 'text and placeholders such as ${column} or ${column.name}',
    received,
  })
}
