import { AppError, within } from '@director/errors'
import { excerptOf, isList, isObject, kindOf, textOf, type Row, type Value } from '@director/filters'
import { compileColumn, type ColumnReader } from './column-path.js'

/** A text with `${column}` placeholders, made ready for many rows. */
export type Template = (row: Row) => Value

/**
 * Makes a text with placeholders ready.
 *
 * One placeholder and nothing around it gives the value with its type; with text around it, values become text
 * (null and false empty, true `1`). There is no way to write a literal `${`.
 *
 * @throws AppError (while filling) `template.not-text` for a list or an object with text around it
 * @see Director: `SyncUtils::fillVariables`, used by the Combine modifier and by sync properties
 * @example compileTemplate('${host}!${service}')({ host: 'web1', service: 'http' }) // 'web1!http'
 */
export function compileTemplate(pattern: string): Template {
  const parts = pattern.split(/\$\{([^}]+)\}/u)
  const [before = '', only, after] = parts
  if (only === undefined) return () => pattern
  if (parts.length === 3 && before === '' && after === '') return compileColumn(only)
  const pieces = parts.map((part, index) => (index % 2 === 0 ? part : columnText(part)))
  return (row) =>
    pieces.reduce<string>((text, piece) => text + (typeof piece === 'string' ? piece : piece(row)), '')
}

function columnText(column: string): (row: Row) => string {
  const read: ColumnReader = compileColumn(column)
  return (row) => {
    const value = read(row)
    if (isList(value) || isObject(value)) {
      throw new AppError('template.not-text', `placeholder "\${${column}}" holds ${kindOf(value)}`, {
        expected: 'text, a number, a boolean or null where other text stands beside it',
        received: excerptOf(value),
      })
    }
    try {
      return textOf(value)
    } catch (error) {
      throw within(`placeholder "\${${column}}"`, error)
    }
  }
}
