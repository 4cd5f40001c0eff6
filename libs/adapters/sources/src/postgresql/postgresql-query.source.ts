import { AppError } from '@director/errors'
import { ImportSource, type ImportSourceContext, type Row } from '@director/kit'
import QueryStream from 'pg-query-stream'
import { z } from 'zod'
import { columnValues } from './column-values.js'
import { PostgresqlQuerySettings } from './postgresql-query.settings.js'
import { explainQueryFailure } from './query-failure.js'
import { openSourceConnection } from './source-connection.js'

/** Rows fetched from the server at a time; also what waits in memory. */
const FETCH_ROWS = 1_000

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
  async columns({
    settings,
    signal,
  }: ImportSourceContext<PostgresqlQuerySettings>): Promise<readonly string[]> {
    const connection = await openSourceConnection(settings, signal)
    try {
      const stream = connection.client.query(
        new QueryStream(settings.query, [], { batchSize: 1, types: columnValues }),
      )
      for await (const _row of stream) break
      return columnNames(stream, connection.place)
    } catch (error) {
      signal.throwIfAborted()
      throw error instanceof AppError ? error : explainQueryFailure(error, connection.place, 0)
    } finally {
      await connection.close()
    }
  }

  async *rows({ settings, signal }: ImportSourceContext<PostgresqlQuerySettings>): AsyncGenerator<Row> {
    const connection = await openSourceConnection(settings, signal)
    let rowsRead = 0
    try {
      const stream = connection.client.query(
        new QueryStream(settings.query, [], { batchSize: FETCH_ROWS, types: columnValues }),
      )
      for await (const row of stream) {
        if (rowsRead++ === 0) columnNames(stream, connection.place)
        yield row
      }
      if (rowsRead === 0) columnNames(stream, connection.place)
    } catch (error) {
      signal.throwIfAborted()
      throw error instanceof AppError ? error : explainQueryFailure(error, connection.place, rowsRead)
    } finally {
      await connection.close()
    }
  }
}

// The driver types what it knows about a running query as `any`.
const Fields = z.array(z.object({ name: z.string() }))

/** @throws AppError `source.failing-query` when there are none or two have the same name: one would be lost */
function columnNames(stream: QueryStream, place: string): readonly string[] {
  const names = Fields.parse(stream._result.fields).map((field) => field.name)
  const repeated = names.find((name, index) => names.indexOf(name) !== index)
  if (repeated !== undefined) {
    throw new AppError('source.failing-query', `${place}: two columns of the query are named "${repeated}"`, {
      expected: 'every column name once',
      remedy: 'Give one of them another name with AS',
    })
  }
  if (names.length > 0) return names
  throw new AppError('source.failing-query', `${place}: the query gives no columns`, {
    expected: 'a SELECT',
    remedy: 'Correct the query of the import source',
  })
}
