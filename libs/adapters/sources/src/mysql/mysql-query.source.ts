import { ImportSource, type ImportSourceContext, type Row } from '@director/kit'
import { requireReadingStatement } from '../sql/reading-statement.js'
import { openMysqlConnection, type MysqlConnection } from './mysql-connection.js'
import { MysqlQuerySettings } from './mysql-query.settings.js'
import { runQuery } from './result-rows.js'

/** MariaDB 10.11 and MySQL run DROP, SET GLOBAL and CALL in a read-only transaction: the first word has to be one of these. */
const READING_WORDS = new Set(['SELECT', 'WITH', 'VALUES', 'TABLE', 'SHOW', 'DESCRIBE', 'EXPLAIN'])

/**
 * Rows of a query on a MySQL or MariaDB server, read as they arrive in a read-only transaction.
 *
 * @see Director's SQL import: one row for each row of the result, the query is sent as it is
 */
@ImportSource({
  type: 'director.mysql-query',
  title: 'MySQL query',
  description: 'Rows of a SELECT on a MySQL or MariaDB server',
  settings: MysqlQuerySettings,
})
export class MysqlQuerySource {
  async columns(context: ImportSourceContext<MysqlQuerySettings>): Promise<readonly string[]> {
    const connection = await openFor(context)
    try {
      return (await runQuery(connection, context.settings.query)).columns
    } finally {
      await connection.cancel()
      await connection.close()
    }
  }

  async *rows(context: ImportSourceContext<MysqlQuerySettings>): AsyncGenerator<Row> {
    const connection = await openFor(context)
    let isComplete = false
    try {
      yield* (await runQuery(connection, context.settings.query)).rows
      isComplete = true
    } catch (error) {
      context.signal.throwIfAborted()
      throw error
    } finally {
      if (!isComplete) await connection.cancel()
      await connection.close()
    }
  }
}

async function openFor({
  settings,
  signal,
}: ImportSourceContext<MysqlQuerySettings>): Promise<MysqlConnection> {
  const connection = await openMysqlConnection(settings, signal)
  try {
    requireReadingStatement(settings.query, READING_WORDS, connection.place)
    return connection
  } catch (error) {
    await connection.close()
    throw error
  }
}
