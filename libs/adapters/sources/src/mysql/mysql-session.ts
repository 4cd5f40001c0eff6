import type { Connection, RowDataPacket } from 'mysql2'

/** A server that waits for a reader this long gives up; rows wait while those before are stored. */
const SLOW_READER_SECONDS = 3_600

/**
 * Starts the read-only transaction.
 *
 * @returns the server's number of the session, by which another one can stop its query
 */
export async function beginReading(driver: Connection, timeoutSeconds: number): Promise<string> {
  const [session] = await ask(driver, 'SELECT VERSION() AS version, CONNECTION_ID() AS id')
  // Texts of times shall not depend on who configured the server.
  await ask(driver, `SET SESSION time_zone = '+00:00', net_write_timeout = ${SLOW_READER_SECONDS}`)
  const timeout = String(session?.['version']).includes('MariaDB')
    ? `max_statement_time = ${timeoutSeconds}`
    : `max_execution_time = ${timeoutSeconds * 1_000}`
  await ask(driver, `SET SESSION ${timeout}`)
  // All statements see the same rows, whatever the server is set to.
  await ask(driver, 'SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ')
  await ask(driver, 'START TRANSACTION READ ONLY')
  return String(session?.['id'])
}

/** Stops what another session of the same user does. */
export async function killQuery(driver: Connection, sessionId: string): Promise<void> {
  await ask(driver, `KILL QUERY ${sessionId}`)
}

/**
 * Asks the server what a statement would give, without running it.
 *
 * @returns how many columns its result has; none when the statement does something else than giving rows
 */
export function countColumns(driver: Connection, statement: string): Promise<number> {
  return new Promise((resolve, reject) =>
    driver.prepare(statement, (error, prepared) => {
      if (error !== null) return reject(error)
      // The types of the driver leave the columns out.
      const columns: unknown = Object(prepared).columns
      prepared.close()
      resolve(Array.isArray(columns) ? columns.length : 0)
    }),
  )
}

function ask(driver: Connection, statement: string): Promise<readonly RowDataPacket[]> {
  return new Promise((resolve, reject) =>
    driver.query<RowDataPacket[]>(statement, (error, rows) =>
      error === null ? resolve(rows) : reject(error),
    ),
  )
}
