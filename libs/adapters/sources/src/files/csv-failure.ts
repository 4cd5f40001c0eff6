import { AppError } from '@director/errors'
import { CsvError } from 'csv-parse'
import { MAX_ROW_BYTES } from './row-size.js'

/** Says what is wrong with a CSV file, with its line (1-based) and row (1-based, without the header). */
export function explainCsvFailure(error: unknown, path: string, columnCount: number): unknown {
  if (!(error instanceof CsvError)) return error
  const line = Number(error['lines'])
  const row = Number(error['records']) + 1
  const place = `${path}: line ${line} (row ${row})`
  const details = { line, row }
  switch (error.code) {
    case 'CSV_RECORD_INCONSISTENT_COLUMNS':
    case 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH':
      return new AppError('source.uneven-columns', `${place} has another number of columns than the header`, {
        expected: `${columnCount} columns`,
        received: `${widthOf(error['record'])} columns`,
        remedy: 'Correct the row; a value that contains the delimiter or a line break needs quotes',
        details,
        cause: error,
      })
    case 'CSV_QUOTE_NOT_CLOSED':
      return new AppError(
        'source.incomplete',
        `${path}: the file ends within a quoted value that began before line ${line}`,
        {
          expected: 'a closing quote',
          received: 'the end of the file',
          remedy: 'Export the file again; it is cut off or a quote is missing',
          details,
          cause: error,
        },
      )
    case 'CSV_MAX_RECORD_SIZE':
      return new AppError('source.row-too-large', `${place} is too large`, {
        expected: `at most ${MAX_ROW_BYTES} bytes in a row`,
        remedy: 'Look for a quote that is never closed, or leave out the large column',
        details,
        cause: error,
      })
    default:
      return new AppError('source.malformed', `${place}: ${error.message}`, {
        remedy: 'Correct the file or the delimiter and quote in the settings of the import source',
        details,
        cause: error,
      })
  }
}

function widthOf(record: unknown): number | string {
  return Array.isArray(record) ? record.length : 'another number of'
}
