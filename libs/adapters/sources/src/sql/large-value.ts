import { AppError } from '@director/errors'
import { MAX_ROW_BYTES } from '../files/row-size.js'

/** Where a value of a result stands, and how long it is. */
export interface ResultValue {
  /** Counted from 1. */
  readonly row: number
  readonly column: string
  readonly length: number
}

/** The failure for a value that is longer than a whole row may be. */
export function largeValue({ row, column, length }: ResultValue, place: string): AppError {
  return new AppError('source.row-too-large', `${place}: row ${row}: column "${column}" is too large`, {
    expected: `at most ${MAX_ROW_BYTES} bytes in a row`,
    received: `${length} bytes or characters in one value`,
    remedy: 'Leave the column out of the query, or shorten it there',
    details: { row, column },
  })
}

/** @throws AppError `source.row-too-large` when a text of a row is longer than a whole row may be */
export function refuseLargeValue(value: unknown, column: string, row: number, place: string): void {
  const length = typeof value === 'string' || value instanceof Uint8Array ? value.length : 0
  if (length > MAX_ROW_BYTES) throw largeValue({ row, column, length }, place)
}

/** The failure for a row that is longer than one may be; told when it begins to arrive, so its columns are not known. */
export function largeRow(row: number, bytes: number, place: string): AppError {
  return new AppError('source.row-too-large', `${place}: row ${row} is too large`, {
    expected: `at most ${MAX_ROW_BYTES} bytes in a row`,
    received: `${bytes} bytes or more`,
    remedy: 'Leave large columns out of the query, or shorten them there',
    details: { row },
  })
}
