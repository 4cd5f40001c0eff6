import type { ColumnValue } from '@director/kit'
import pg from 'pg'

/** Makes a value of a row of a text. */
export type ParseText = (text: string) => ColumnValue

/** Arrays whose elements the driver reads without loss: text, varchar, char, int2, int4, bool, uuid, inet. */
const LIST_TYPES = new Set([1009, 1015, 1002, 1005, 1007, 1000, 2951, 1041])

const PARSERS: Readonly<Record<number, ParseText>> = {
  16: (text) => text === 't',
  20: wholeNumber,
  21: Number,
  23: Number,
  114: (text) => JSON.parse(text),
  700: finiteNumber,
  701: finiteNumber,
  3802: (text) => JSON.parse(text),
}

/**
 * How values of a result become values of a row: booleans, whole and floating numbers, JSON and lists keep their kind;
 * every other type is the text the server writes, because a JSON number or a date object would change it.
 */
export const columnValues = {
  getTypeParser(typeId: number, format?: string): ParseText {
    return format === 'binary' ? (bytes) => bytes : parserOf(typeId)
  },
}

/** Makes a value of the text the server writes for a type. */
export function parserOf(typeId: number): ParseText {
  if (LIST_TYPES.has(typeId)) return pg.types.getTypeParser(typeId, 'text')
  return PARSERS[typeId] ?? asText
}

function asText(text: string): string {
  return text
}

function wholeNumber(text: string): number | string {
  const number = Number(text)
  return Number.isSafeInteger(number) ? number : text
}

function finiteNumber(text: string): number | string {
  const number = Number(text)
  return Number.isFinite(number) ? number : text
}
