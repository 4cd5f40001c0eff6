import type { Database, NamedStatement } from './database.js'

const PAGE_ROWS = 1_000

/**
 * Reads the rows of a statement through a cursor of the server, a page at a time, as of one moment. A connection is
 * taken until the last row was read or the reader stops.
 */
export async function* cursorRows<Row extends object>(
  database: Database,
  statement: NamedStatement,
  values: readonly unknown[],
): AsyncGenerator<Row> {
  const client = await database.pool.connect()
  let broken: Error | undefined
  // The pool listens to idle connections only; one that breaks here would end the process.
  const noteBroken = (error: Error) => void (broken = error)
  client.on('error', noteBroken)
  try {
    await client.query('BEGIN READ ONLY')
    await client.query({ text: `DECLARE pages NO SCROLL CURSOR FOR ${statement.text}`, values: [...values] })
    for (;;) {
      const { rows } = await client.query<Row>(`FETCH ${PAGE_ROWS} FROM pages`)
      yield* rows
      if (rows.length < PAGE_ROWS) break
    }
  } finally {
    await client.query('ROLLBACK').catch((failure: Error) => (broken = failure))
    client.off('error', noteBroken)
    client.release(broken)
  }
}
