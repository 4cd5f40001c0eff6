import { AppError } from '@director/errors'
import { textOf } from '../values/text.js'
import { excerptOf, isList, kindOf, type Value } from '../values/value.js'

/** Longest list that is still written on one line, in bytes. */
const ONE_LINE_BYTES = 60

/**
 * Writes a JSON value of a filter in Icinga's language.
 *
 * @throws AppError `filter.value` for objects and nested lists
 * @see Director: list elements are always written as texts; floats have six decimals
 */
export function renderValue(value: Value): string {
  if (value === null) return 'null'
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  if (typeof value === 'number') return renderNumber(value)
  if (typeof value === 'string') return renderText(value)
  if (isList(value)) return renderList(value)
  throw new AppError('filter.value', `filter value is ${kindOf(value)}`, {
    expected: 'text, a number, true, false, null or a list of texts',
    received: excerptOf(value),
  })
}

function renderList(list: readonly Value[]): string {
  const members = list.map((member) => renderText(textOf(member)))
  const line = `[ ${members.join(', ')} ]`
  return new TextEncoder().encode(line).length < ONE_LINE_BYTES
    ? line
    : `[\n    ${members.join(',\n    ')}\n]`
}

function renderText(text: string): string {
  const escapes: Readonly<Record<string, string>> = {
    '\\': '\\\\',
    '"': '\\"',
    '\t': '\\t',
    '\r': '\\r',
    '\n': '\\n',
    '\f': '\\f',
  }
  return `"${text.replace(/[\\"\t\r\n\f]/g, (sign) => escapes[sign] ?? sign)}"`
}

function renderNumber(value: number): string {
  if (Number.isSafeInteger(value)) return String(value)
  return Math.abs(value) < 1e21 ? value.toFixed(6) : `${BigInt(value)}.000000`
}
