import { AppError } from '@director/errors'
import { ImportSource, type ImportSourceContext, type Row } from '@director/kit'
import { PostgresqlQuerySettings } from './postgresql-query.settings.js'
import { explainQueryFailure } from './query-failure.js'
import { queryPages, type QueryPage } from './query-pages.js'
import { openSourceConnection } from './source-connection.js'

/** Rows fetched from the server at a time; two such pages wait in memory at most. */
const PAGE_ROWS = 1_000

/**
 * Rows of a query on a PostgreSQL server, read through a cursor in a read-only transaction.
 *
 * @see Director's SQL import: one row for each row of the result, the query is sent as it is
 */
@ImportSource({
  type: 'director.postgresql-query',
  title: 'PostgreSQL query',
  description: 'Rows of a SELECT on a PostgreSQL server',
  settings: PostgresqlQuerySettings,
})
export class PostgresqlQuerySource {
  async columns(context: ImportSourceContext<PostgresqlQuerySettings>): Promise<readonly string[]> {
    for await (const page of pagesOf(context, 1)) return page.columns
    return []
  }

  async *rows(context: ImportSourceContext<PostgresqlQuerySettings>): AsyncGenerator<Row> {
    for await (const page of pagesOf(context, PAGE_ROWS)) yield* page.rows
  }
}

async function* pagesOf(
  { settings, signal }: ImportSourceContext<PostgresqlQuerySettings>,
  pageRows: number,
): AsyncGenerator<QueryPage> {
  const connection = await openSourceConnection(settings, signal)
  let rowsRead = 0
  try {
    for await (const page of queryPages(connection, settings.query, pageRows)) {
      if (rowsRead === 0) checkColumns(page.columns, connection.place)
      rowsRead += page.rows.length
      yield page
    }
  } catch (error) {
    signal.throwIfAborted()
    throw error instanceof AppError ? error : explainQueryFailure(error, connection.place, rowsRead)
  } finally {
    await connection.close()
  }
}

/** @throws AppError `source.failing-query` when two columns have the same name: one would be lost */
function checkColumns(columns: readonly string[], place: string): void {
  const repeated = columns.find((name, index) => columns.indexOf(name) !== index)
  if (repeated === undefined) return
  throw new AppError('source.failing-query', `${place}: two columns of the query are named "${repeated}"`, {
    expected: 'every column name once',
    remedy: 'Give one of them another name with AS',
  })
}
