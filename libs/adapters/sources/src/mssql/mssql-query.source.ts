import { ImportSource, type ImportSourceContext, type Row } from '@director/kit'
import { openMssqlConnection } from './mssql-connection.js'
import { MssqlQuerySettings, placeOf } from './mssql-query.settings.js'
import { requireSelect } from './statement/reading-select.js'
import { runQuery, type MssqlResult } from './result/result-rows.js'

/**
 * Rows of a query on a Microsoft SQL Server, read as they arrive. SQL Server has no read-only transaction: the words of
 * the query are looked at, and its transaction is rolled back.
 *
 * @see Director's SQL import: one row for each row of the result
 */
@ImportSource({
  type: 'director.mssql-query',
  title: 'SQL Server query',
  description: 'Rows of a SELECT on a Microsoft SQL Server',
  settings: MssqlQuerySettings,
})
export class MssqlQuerySource {
  async columns(context: ImportSourceContext<MssqlQuerySettings>): Promise<readonly string[]> {
    for await (const { columns } of resultOf(context)) return columns
    return []
  }

  async *rows(context: ImportSourceContext<MssqlQuerySettings>): AsyncGenerator<Row> {
    try {
      for await (const { rows } of resultOf(context)) yield* rows
    } catch (error) {
      context.signal.throwIfAborted()
      throw error
    }
  }
}

/** The one result of the query; whatever its reader does then, everything is closed behind it. */
async function* resultOf({
  settings,
  signal,
}: ImportSourceContext<MssqlQuerySettings>): AsyncGenerator<MssqlResult> {
  const query = requireSelect(settings.query, placeOf(settings))
  const connection = await openMssqlConnection(settings, signal)
  let result: MssqlResult | undefined
  try {
    result = await runQuery(connection, query, settings.timeoutSeconds)
    yield result
  } catch (error) {
    signal.throwIfAborted()
    throw error
  } finally {
    await result?.stop()
    await connection.close()
  }
}
