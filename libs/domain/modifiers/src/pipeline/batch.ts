import { AppError, within } from '@director/errors'
import { setProperty, type Row, type RowTest, type Value } from '@director/filters'
import type { ColumnReader } from './column-path.js'

/** A row of ours, made for this run, so that columns may be set in place. */
export type OwnRow = Record<string, Value>

/** Rows on their way through the modifiers, each with the number of the source row it came from. */
export interface Batch {
  readonly rows: readonly OwnRow[]
  /** Number of the source row, counted from 1; 0 for rows that were held back. */
  readonly numbers: readonly number[]
}

/**
 * Called for a row a modifier failed on; returning leaves the row out, throwing ends the import.
 *
 * @param rowNumber number of the source row, counted from 1; 0 when it was held back by a grouping modifier
 */
export type RowErrorHandler = (error: AppError, rowNumber: number) => void

/** What every row of a step needs to know. */
export interface StepContext {
  /** For messages: `modifier 2 (director.trim on "hostname")`. */
  readonly place: string
  readonly property: string
  readonly target: string
  readonly read: ColumnReader
  readonly test: RowTest | undefined
}

/** Collects the rows a step lets through. */
export class BatchBuilder {
  private readonly rows: OwnRow[] = []
  private readonly numbers: number[] = []

  add(row: OwnRow, rowNumber: number): void {
    this.rows.push(row)
    this.numbers.push(rowNumber)
  }

  finish(): Batch {
    return { rows: this.rows, numbers: this.numbers }
  }
}

/**
 * Copies a row, so that what the caller holds stays as it is.
 *
 * Column by column and not `{ ...row }`: adding three columns to a spread copy takes V8 about 6 µs, to this one 0.3.
 */
export function ownRow(row: Row): OwnRow {
  const copy: OwnRow = {}
  for (const column in row) {
    const value = row[column] ?? null
    if (column === '__proto__') setProperty(copy, column, value)
    else copy[column] = value
  }
  return copy
}

/**
 * Hands a known failure to the handler, with row and modifier in front.
 *
 * @throws AppError when there is no handler, or the failure is a bug
 */
export function failRow(
  error: unknown,
  place: string,
  rowNumber: number,
  onRowError: RowErrorHandler | undefined,
): void {
  const failure = within(rowNumber === 0 ? place : `row ${rowNumber}: ${place}`, error)
  if (onRowError === undefined || !(error instanceof AppError)) throw failure
  onRowError(failure, rowNumber)
}
