import { AppError } from '@director/errors'

/** A single row may take this many bytes; more is a broken file (a quote or bracket that never closes), not a host. */
export const MAX_ROW_BYTES = 10 * 1024 * 1024

/** A row may have this many columns; more is a file read the wrong way round. */
export const MAX_COLUMNS = 10_000

/** Nested values may go this deep. */
export const MAX_DEPTH = 100

/** @throws AppError `source.too-many-columns` with file and row in front */
export function checkColumnCount(count: number, place: string): void {
  if (count <= MAX_COLUMNS) return
  throw new AppError('source.too-many-columns', `${place} has too many columns`, {
    expected: `at most ${MAX_COLUMNS} columns`,
    received: `${count} columns`,
    remedy: 'Look whether rows and columns are swapped, or nest the values',
  })
}

/** @throws AppError `source.row-too-large` with file and row in front */
export function checkRowBytes(bytes: number, place: string): void {
  if (bytes <= MAX_ROW_BYTES) return
  throw new AppError('source.row-too-large', `${place} is too large`, {
    expected: `at most ${MAX_ROW_BYTES} bytes in a row`,
    remedy: 'Look for a value that never ends, or leave out the large column',
  })
}
