import { AppError } from '@director/errors'
import type { Row } from '@director/kit'
import type { FieldPacket } from 'mysql2'
import { refuseRepeatedColumn } from '../sql/repeated-column.js'
import { rowConversion, type DriverRow } from './column-values.js'
import type { MysqlConnection } from './mysql-connection.js'
import { explainQueryFailure } from './mysql-failure.js'
import { countColumns } from './mysql-session.js'

/** Rows that wait in memory; when there are more, nothing is read from the server. */
const WAITING_ROWS = 1_000

/** What a query gives while it is read. */
export interface MysqlResult {
  /** As the query names them, also when there are no rows. */
  readonly columns: readonly string[]
  readonly rows: AsyncIterable<Row>
}

/**
 * Runs a query and gives its rows as they arrive. Whoever stops early has to cancel the connection.
 *
 * @throws AppError `source.writing-query`, `source.failing-query`, `source.timed-out`, `source.interrupted`
 */
export async function runQuery(connection: MysqlConnection, query: string): Promise<MysqlResult> {
  const { driver, place } = connection
  try {
    const columnCount = await requireResult(connection, query)
    // Before the rows come their number of columns, the columns, and a packet that ends them.
    connection.arrived.packets = -columnCount - 2
    const running = driver.query(query)
    const stream = running.stream({ highWaterMark: WAITING_ROWS })
    // A lost connection is told to the connection only; its streams end then as if there were no more rows.
    const lose = (error?: Error) => stream.destroy(error ?? new Error('the connection was lost'))
    driver.on('error', lose)
    driver.on('end', lose)
    running.once('end', () => driver.off('end', lose))
    const fields = await new Promise<readonly FieldPacket[]>((resolve, reject) => {
      stream.once('error', reject)
      running.once('fields', resolve)
    })
    const columns = fields.map((field) => field.name)
    refuseRepeatedColumn(columns, place)
    return { columns, rows: convertedRows(stream, fields, place) }
  } catch (error) {
    throw error instanceof AppError ? error : explainQueryFailure(error, place, 0)
  }
}

async function* convertedRows(
  stream: AsyncIterable<DriverRow>,
  fields: readonly FieldPacket[],
  place: string,
): AsyncGenerator<Row> {
  const convert = rowConversion(fields, place)
  let rowsRead = 0
  try {
    for await (const row of stream) yield convert(row, ++rowsRead)
  } catch (error) {
    throw error instanceof AppError ? error : explainQueryFailure(error, place, rowsRead)
  }
}

/** @returns how many columns the result has */
async function requireResult({ driver, place }: MysqlConnection, query: string): Promise<number> {
  const columnCount = await countColumns(driver, query)
  if (columnCount > 0) return columnCount
  throw new AppError('source.writing-query', `${place}: the query gives no rows`, {
    expected: 'a query that reads and sends its rows here',
    remedy: 'Correct the query of the import source; INTO is not possible here',
  })
}
