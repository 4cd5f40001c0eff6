import { AppError } from '@director/errors'
import { ImportSource, type ImportSourceContext, type Row } from '@director/kit'
import { requireReadingStatement } from '../sql/reading-statement.js'
import { PostgresqlQuerySettings } from './postgresql-query.settings.js'
import { explainQueryFailure } from './query-failure.js'
import { prepareQuery, type PreparedQuery } from './prepared-query.js'
import { queryPages } from './query-pages.js'
import { openSourceConnection } from './source-connection.js'

/** What a query may begin with. The server refuses what writes anyway; this says so in plain words. */
const READING_WORDS = new Set(['SELECT', 'WITH', 'VALUES', 'TABLE'])

/**
 * Rows of a query on a PostgreSQL server, read with COPY in a read-only transaction.
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
    const connection = await openSourceConnection(context.settings, context.signal)
    try {
      requireReadingStatement(context.settings.query, READING_WORDS, connection.place)
      const { columns } = await prepareQuery(connection.client, context.settings.query)
      return columns.map(({ name }) => name)
    } catch (error) {
      context.signal.throwIfAborted()
      throw error instanceof AppError ? error : explainQueryFailure(error, connection.place, 0)
    } finally {
      await connection.close()
    }
  }

  async *rows({
    settings,
    signal,
  }: ImportSourceContext<PostgresqlQuerySettings>): AsyncGenerator<readonly Row[]> {
    const connection = await openSourceConnection(settings, signal)
    let rowsRead = 0
    try {
      requireReadingStatement(settings.query, READING_WORDS, connection.place)
      const query = await prepareQuery(connection.client, settings.query)
      checkColumns(query, connection.place)
      for await (const rows of queryPages(connection, query, settings.timeoutSeconds)) {
        rowsRead += rows.length
        yield rows
      }
    } catch (error) {
      signal.throwIfAborted()
      throw error instanceof AppError ? error : explainQueryFailure(error, connection.place, rowsRead)
    } finally {
      await connection.close()
    }
  }
}

/** @throws AppError `source.failing-query` when two columns have the same name: one would be lost */
function checkColumns({ columns }: PreparedQuery, place: string): void {
  const names = columns.map(({ name }) => name)
  const repeated = names.find((name, index) => names.indexOf(name) !== index)
  if (repeated === undefined) return
  throw new AppError('source.failing-query', `${place}: two columns of the query are named "${repeated}"`, {
    expected: 'every column name once',
    remedy: 'Give one of them another name with AS',
  })
}
