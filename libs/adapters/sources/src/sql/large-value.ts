import { AppError } from '@director/errors'
import { MAX_ROW_BYTES } from '../files/row-size.js'

/** @throws AppError `source.row-too-large` when a text of a row is longer than a whole row may be */
export function refuseLargeValue(value: unknown, column: string, row: number, place: string): void {
  const length = typeof value === 'string' || value instanceof Uint8Array ? value.length : 0
  if (length <= MAX_ROW_BYTES) return
  throw new AppError('source.row-too-large', `${place}: row ${row}: column "${column}" is too large`, {
    expected: `at most ${MAX_ROW_BYTES} bytes in a row`,
    received: `${length}`,
    remedy: 'Leave the column out of the query, or shorten it there',
    details: { row, column },
  })
}
