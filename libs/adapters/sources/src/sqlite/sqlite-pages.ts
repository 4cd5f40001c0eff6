import { AppError } from '@director/errors'
import { decodeText } from '@director/filters'
import type { ColumnValue, Row } from '@director/kit'
import { MAX_ROW_BYTES } from '../files/row-size.js'
import { largeValue } from '../sql/large-value.js'
import { firstWord } from '../sql/reading-statement.js'
import { refuseRepeatedColumn } from '../sql/repeated-column.js'
import type { QueryAnswer, SqliteRow } from './query-messages.js'
import { QueryProcess } from './query-process.js'
import { explainSqliteFailure } from './sqlite-failure.js'
import type { SqliteQuerySettings } from './sqlite-query.settings.js'

/** A page is full when it has so many rows, or so many bytes; two pages wait in memory at most. */
const PAGE_ROWS = 1_000
const PAGE_BYTES = 1024 * 1024

/**
 * The columns of a query, then its rows in pages. The page behind is computed while the page before is worked on.
 *
 * @param path of the file, absolute
 * @throws AppError `source.writing-query`, `source.failing-query`, `source.malformed`, `source.busy`, `source.timed-out`,
 *   `source.interrupted`, `source.row-too-large`, `source.file-unreadable`
 */
export async function* sqlitePages(
  settings: SqliteQuerySettings,
  path: string,
  signal: AbortSignal,
): AsyncGenerator<{ readonly columns: readonly string[]; readonly rows: readonly Row[] }> {
  signal.throwIfAborted()
  const { query, timeoutSeconds } = settings
  const place = `SQLite ${settings.path}`
  const order = { path, query, pageRows: PAGE_ROWS, pageBytes: PAGE_BYTES, maxValueBytes: MAX_ROW_BYTES }
  const running = new QueryProcess(order, signal, timeoutSeconds)
  let rowsRead = 0
  try {
    const columns = columnsOf(await running.answer(), query, place)
    yield { columns, rows: [] }
    running.ask()
    for (;;) {
      const page = pageOf(await running.answer(), place, rowsRead)
      if (page.length === 0) return
      running.ask()
      rowsRead += page.length
      yield { columns, rows: page.map((row) => rowOf(columns, row)) }
    }
  } finally {
    running.end()
  }
}

function columnsOf(answer: QueryAnswer, query: string, place: string): readonly string[] {
  if (answer.kind === 'failure') throw explainSqliteFailure(answer, place, 0)
  if (answer.kind !== 'columns') throw new Error(`unexpected answer ${answer.kind}`)
  refuseSecondStatement(query, answer.statement, place)
  refuseRepeatedColumn(answer.columns, place)
  return answer.columns
}

function pageOf(answer: QueryAnswer, place: string, rowsRead: number): readonly SqliteRow[] {
  if (answer.kind === 'page') return answer.rows
  if (answer.kind === 'failure') throw explainSqliteFailure(answer, place, rowsRead)
  if (answer.kind === 'large') throw largeValue(answer, place)
  throw new Error(`unexpected answer ${answer.kind}`)
}

/** SQLite takes the first statement and leaves the rest, which would be forgotten in silence. Parameters become NULL. */
function refuseSecondStatement(query: string, statement: string, place: string): void {
  const rest = query.slice(statement.length).replace(/^[\s;]+/, '')
  if (query.startsWith(statement) && firstWord(rest) === '') return
  throw new AppError('source.failing-query', `${place}: the query is not one complete statement`, {
    expected: 'one SELECT without parameters such as ?',
    received: query.startsWith(statement) ? rest.slice(0, 40) : 'parameters',
    remedy: 'Write values into the query, and leave out what follows the first statement',
  })
}

function rowOf(columns: readonly string[], values: SqliteRow): Row {
  const row: Record<string, ColumnValue> = {}
  for (const [index, name] of columns.entries()) row[name] = cellOf(values[index] ?? null)
  return row
}

function cellOf(value: SqliteRow[number]): ColumnValue {
  if (value instanceof Uint8Array) return decodeText(value)
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
}
