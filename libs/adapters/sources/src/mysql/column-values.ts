import { decodeText } from '@director/filters'
import type { ColumnValue, Row } from '@director/kit'
import type { FieldPacket } from 'mysql2'
import { MAX_ROW_BYTES } from '../files/row-size.js'
import { refuseLargeValue } from '../sql/large-value.js'

/** A row as the driver gives it: text, numbers, parsed JSON of MySQL, bytes. */
export type DriverRow = Record<string, ColumnValue>

type Convert = (value: Exclude<ColumnValue, null>, row: number) => ColumnValue

/** Type numbers of the protocol: text and blobs of every length, which are bytes when they have the binary character set. */
const TEXT_TYPES: readonly number[] = [15, 249, 250, 251, 252, 253, 254]
const BIT_TYPE = 16
const BINARY_CHARACTER_SET = 63

/**
 * Makes rows of what the driver gives: bits are whole numbers, bytes that are UTF-8 are text, JSON of MariaDB is parsed
 * (there it is text that carries a mark). Columns that need nothing are not touched.
 *
 * @returns a function for each row, with the number of the row, counted from 1
 * @throws AppError `source.row-too-large` when a value is larger than a row may be
 */
export function rowConversion(
  fields: readonly FieldPacket[],
  place: string,
): (row: DriverRow, number: number) => Row {
  const conversions = fields.flatMap((field) => {
    const convert = conversionOf(field, place)
    return convert === undefined ? [] : [{ name: field.name, convert }]
  })
  return (row, number) => {
    for (const { name, convert } of conversions) {
      const value = row[name]
      if (value !== null && value !== undefined) row[name] = convert(value, number)
    }
    return row
  }
}

function conversionOf(field: FieldPacket, place: string): Convert | undefined {
  const { columnType = 0, characterSet, columnLength = 0, name } = field
  if (columnType === BIT_TYPE) return bitsAsNumber
  if (field.extendedFormat === 'json') {
    return (value, row) => parsedJson(small(value, row))
  }
  const isBytes = TEXT_TYPES.includes(columnType) && characterSet === BINARY_CHARACTER_SET
  // Shorter columns cannot hold more than a row may have: they are not looked at value by value.
  if (isBytes || columnLength > MAX_ROW_BYTES) return (value, row) => textOf(small(value, row))
  return undefined

  function small(value: Exclude<ColumnValue, null>, row: number) {
    refuseLargeValue(value, name, row, place)
    return value
  }
}

/** PHP has only bytes for text: a binary column that holds text is text for Director's modifiers. */
function textOf(value: ColumnValue): ColumnValue {
  return value instanceof Uint8Array ? decodeText(Uint8Array.from(value)) : value
}

function bitsAsNumber(value: ColumnValue): ColumnValue {
  if (!(value instanceof Uint8Array)) return value
  const bits = BigInt(`0x${Buffer.from(value).toString('hex') || '0'}`)
  return bits <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(bits) : String(bits)
}

/** MariaDB lets columns be marked as JSON and hold something else when their check was removed. */
function parsedJson(value: ColumnValue): ColumnValue {
  const text = textOf(value)
  if (typeof text !== 'string') return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
