import { AppError } from '@director/errors'
import type { Row } from '@director/kit'
import { rowConversion } from './column-values.js'
import type { MssqlConnection } from '../mssql-connection.js'
import { explainQueryFailure, timedOut } from '../mssql-failure.js'
import { refuseUnusableColumns, type ResultColumn } from './result-columns.js'
import { RunningQuery } from './running-query.js'
import { SilenceLimit } from './silence-limit.js'

/** What a query gives while it is read. */
export interface MssqlResult {
  /** As the query names them, also when there are no rows. */
  readonly columns: readonly string[]
  readonly rows: AsyncIterable<Row>
  /** Stops the query; has to be called, and is harmless when all was read. */
  stop(): Promise<void>
}

/**
 * Runs a query and gives its rows as they arrive.
 *
 * @param timeoutSeconds how long it may compute without giving a row
 * @throws AppError `source.writing-query`, `source.failing-query`, `source.timed-out`, `source.interrupted`
 */
export async function runQuery(
  { driver, place }: MssqlConnection,
  query: string,
  timeoutSeconds: number,
): Promise<MssqlResult> {
  const { Request } = await import('tedious')
  const running = new RunningQuery(driver, (done) => new Request(query, done), place)
  const limit = new SilenceLimit(timeoutSeconds * 1_000, () => driver.cancel())
  const stop = async () => {
    limit.end()
    await running.stop()
  }
  try {
    const columns = await limit.during(running.columns)
    refuseUnusableColumns(columns, place)
    const rows = convertedRows(running, { columns, place, limit })
    return { columns: columns.map(({ colName }) => colName), rows, stop }
  } catch (error) {
    await stop()
    throw explained(error, { place, limit, rowsRead: 0 })
  }
}

interface Reading {
  readonly columns: readonly ResultColumn[]
  readonly place: string
  readonly limit: SilenceLimit
}

async function* convertedRows(
  { cells }: RunningQuery,
  { columns, place, limit }: Reading,
): AsyncGenerator<Row> {
  const convert = rowConversion(columns, place)
  const iterator = cells[Symbol.asyncIterator]()
  let rowsRead = 0
  try {
    for (;;) {
      const next = await limit.during(iterator.next())
      if (next.done) return
      yield convert(next.value, ++rowsRead)
    }
  } catch (error) {
    throw explained(error, { place, limit, rowsRead })
  }
}

function explained(
  error: unknown,
  { place, limit, rowsRead }: Omit<Reading, 'columns'> & { readonly rowsRead: number },
): AppError {
  if (error instanceof AppError) return error
  return limit.hasExpired ? timedOut(place, rowsRead, error) : explainQueryFailure(error, place, rowsRead)
}
