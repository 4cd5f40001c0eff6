import { Readable } from 'node:stream'
import { AppError } from '@director/errors'
import type { Connection, Request } from 'tedious'
import type { DriverCell } from './column-values.js'
import type { ResultColumn } from './result-columns.js'

/** Rows that wait in memory; when there are more, nothing is read from the server. */
const WAITING_ROWS = 1_000

/** A query the server works on: its columns, its rows as they arrive, its end. */
export class RunningQuery {
  /** Rejects when the query fails before, or gives no rows at all. */
  readonly columns: Promise<readonly ResultColumn[]>
  /** Values of each row in the order of the columns; ends with the failure of the query. */
  readonly cells: Readable
  /** Resolves when the server is done with it, also after `stop`, or the connection is lost. */
  readonly ended: Promise<void>
  readonly #driver: Connection

  /** @param newRequest makes the driver's request, which tells its outcome to the callback */
  constructor(
    driver: Connection,
    newRequest: (done: (error: Error | null | undefined) => void) => Request,
    place: string,
  ) {
    this.#driver = driver
    let results = 0
    let reportEnd: () => void = () => undefined
    this.ended = new Promise((resolve) => (reportEnd = resolve))
    const request = newRequest((error) => {
      reportEnd()
      const failure = error ?? (results === 0 ? noRows(place) : undefined)
      if (failure === undefined) this.cells.push(null)
      else this.cells.destroy(failure)
    })
    this.cells = new Readable({
      objectMode: true,
      highWaterMark: WAITING_ROWS,
      read: () => request.resume(),
    })
    request.on('row', (cells: readonly DriverCell[]) => {
      if (!this.cells.push(cells)) request.pause()
    })
    this.columns = new Promise((resolve, reject) => {
      this.cells.once('error', reject)
      request.on('columnMetadata', (columns) => {
        if (++results > 1) this.#fail(secondResult(place))
        else resolve(Object.values(columns))
      })
    })
    // Told to whoever reads the rows, too; nobody may be waiting for the columns any more.
    this.columns.catch(() => undefined)
    driver.execSqlBatch(request)
  }

  /** Sends the server an attention, and waits until it answers or the connection is cut; harmless at the end. */
  async stop(): Promise<void> {
    this.#driver.cancel()
    this.cells.destroy()
    await this.ended
  }

  #fail(error: AppError): void {
    this.#driver.cancel()
    this.cells.destroy(error)
  }
}

function noRows(place: string): AppError {
  return new AppError('source.writing-query', `${place}: the query gives no rows`, {
    expected: 'a query that reads and sends its rows here',
    remedy: 'Correct the query of the import source',
  })
}

function secondResult(place: string): AppError {
  return new AppError('source.failing-query', `${place}: the query gives more than one result`, {
    expected: 'one SELECT',
    remedy: 'Leave one of them out, or join them with UNION ALL',
  })
}
