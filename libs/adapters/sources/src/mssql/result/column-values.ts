import { AppError } from '@director/errors'
import { decodeText } from '@director/filters'
import type { ColumnValue, Row } from '@director/kit'
import { refuseLargeValue } from '../../sql/large-value.js'
import { dateText, dateTimeText, timeText } from './date-texts.js'
import type { ResultColumn } from './result-columns.js'

/** A value as the driver gives it: text, number, boolean, `Date`, bytes. */
export interface DriverCell {
  readonly value: unknown
}

type Convert = (value: unknown, row: number) => ColumnValue

/** A double holds every number with so many digits; the driver reads decimals as doubles. */
const EXACT_BELOW = 1e15
const MONEY_SCALE = 4

/**
 * Makes rows of what the driver gives: whole numbers beyond 2^53, decimals and money are text, dates and times ISO text,
 * bytes that are UTF-8 are text.
 *
 * @returns a function for each row, with the number of the row, counted from 1
 * @throws AppError `source.row-too-large`, `source.inexact-number`
 */
export function rowConversion(
  columns: readonly ResultColumn[],
  place: string,
): (cells: readonly DriverCell[], number: number) => Row {
  const conversions = columns.map((column) => ({
    name: column.colName,
    convert: conversionOf(column, place),
  }))
  return (cells, number) => {
    const row: Record<string, ColumnValue> = {}
    for (const [index, { name, convert }] of conversions.entries()) {
      const value = cells[index]?.value ?? null
      row[name] = value === null ? null : convert(value, number)
    }
    return row
  }
}

function conversionOf(column: ResultColumn, place: string): Convert {
  const { colName: name, scale = 0, dataLength } = column
  switch (column.type.name) {
    case 'BigInt':
    case 'IntN':
      return wholeNumber
    case 'Real':
      return shortestNumber
    case 'FloatN':
      return dataLength === 4 ? shortestNumber : plain
    case 'Money':
    case 'SmallMoney':
    case 'MoneyN':
      return (value, row) => decimalText(value, { scale: MONEY_SCALE, name, row, place })
    case 'DecimalN':
    case 'NumericN':
      return (value, row) => decimalText(value, { scale, name, row, place })
    case 'Date':
      return dateOr(dateText)
    case 'Time':
      return dateOr((date) => timeText(date, scale))
    case 'DateTimeOffset':
      return dateOr((date) => `${dateTimeText(date, scale)}Z`)
    case 'DateTime2':
      return dateOr((date) => dateTimeText(date, scale))
    case 'SmallDateTime':
      return dateOr((date) => dateTimeText(date, 0))
    case 'DateTimeN':
      return dateOr((date) => dateTimeText(date, dataLength === 4 ? 0 : 3))
    default:
      return (value, row) => {
        refuseLargeValue(value, name, row, place)
        return plain(value)
      }
  }
}

/** Text, numbers and booleans stay; bytes that are UTF-8 become text, as in the other SQL sources. */
function plain(value: unknown): ColumnValue {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (value instanceof Uint8Array) return decodeText(Uint8Array.from(value))
  return value instanceof Date ? dateTimeText(value, 3) : String(value)
}

function dateOr(convert: (date: Date) => string): Convert {
  return (value) => (value instanceof Date ? convert(value) : plain(value))
}

function wholeNumber(value: unknown): ColumnValue {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : String(value)
}

/** A `real` has about seven digits; as a double it would show sixteen, most of them made up. */
function shortestNumber(value: unknown): ColumnValue {
  if (typeof value !== 'number') return plain(value)
  for (let digits = 6; digits < 9; digits += 1) {
    const shorter = Number(value.toPrecision(digits))
    if (Math.fround(shorter) === value) return shorter
  }
  return Number(value.toPrecision(9))
}

interface DecimalPlace {
  readonly scale: number
  readonly name: string
  readonly row: number
  readonly place: string
}

function decimalText(value: unknown, { scale, name, row, place }: DecimalPlace): ColumnValue {
  if (typeof value !== 'number') return plain(value)
  if (Math.abs(value) * 10 ** scale < EXACT_BELOW) return value.toFixed(scale)
  throw new AppError(
    'source.inexact-number',
    `${place}: row ${row}: column "${name}" cannot be read exactly`,
    {
      expected: 'a decimal number of at most 15 digits, those behind the point included',
      received: `about ${value}`,
      remedy: `Let the server make a text of it: CAST([${name}] AS varchar(41)) AS [${name}]`,
      details: { row, column: name },
    },
  )
}
