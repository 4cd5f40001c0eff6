import pg from 'pg'
import { unlessAborted } from '../sql/unless-aborted.js'
import type { PostgresqlQuerySettings } from './postgresql-query.settings.js'
import { explainConnectFailure } from './query-failure.js'

const CONNECT_TIMEOUT_MS = 10_000
/** How long a server may take to say that it stopped a cancelled query, before the connection is cut. */
const CANCEL_GRACE_MS = 1_000

/** Where the server is and who asks it: everything of the settings beside the query. */
export type SourceConnectionSettings = Omit<PostgresqlQuerySettings, 'query'>

/** An open connection in a read-only transaction. */
export interface SourceConnection {
  readonly client: pg.Client
  /** Server and database for messages; never the password. */
  readonly place: string
  /** Tells the server to stop what it does; if it does not answer, the connection is cut. */
  cancel(): Promise<void>
  close(): Promise<void>
}

/**
 * Opens a connection whose transaction refuses to write. When the signal aborts, the query under way is cancelled.
 *
 * @throws AppError `source.unreachable`, `source.refused-login`, `source.missing-database`
 */
export async function openSourceConnection(
  settings: SourceConnectionSettings,
  signal: AbortSignal,
): Promise<SourceConnection> {
  signal.throwIfAborted()
  const client = new pg.Client(clientConfig(settings))
  const place = `PostgreSQL ${client.host}:${client.port}/${client.database ?? ''}`
  // What breaks a connection is told by the query that runs on it; without a listener it would end the process.
  client.on('error', () => undefined)
  try {
    await unlessAborted(client.connect(), signal)
    const backend = await unlessAborted(beginReading(client, settings), signal)
    const cancel = () => cancelQuery(client, backend, settings)
    const stop = () => void cancel()
    signal.addEventListener('abort', stop, { once: true })
    const close = async () => {
      signal.removeEventListener('abort', stop)
      await client.end().catch(() => undefined)
    }
    return { client, place, cancel, close }
  } catch (error) {
    void client.end().catch(() => undefined)
    signal.throwIfAborted()
    throw explainConnectFailure(error, place)
  }
}

/** @returns the process id of the server's side */
async function beginReading(client: pg.Client, settings: SourceConnectionSettings): Promise<number> {
  // All statements see the same rows.
  await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY')
  // Texts of dates and times shall not depend on who configured the server. All rows are read: no plan for the first few.
  await client.query(
    `SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO'; SET LOCAL intervalstyle = 'iso_8601';
     SET LOCAL cursor_tuple_fraction = 1; SET LOCAL statement_timeout = ${settings.timeoutSeconds * 1000}`,
  )
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  return rows[0]?.pid ?? 0
}

function clientConfig(settings: SourceConnectionSettings): pg.ClientConfig {
  const { url, host, port, database, user, password } = settings
  return {
    ...(url === undefined ? { host, port, database, user, password } : { connectionString: url }),
    application_name: 'director import',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
  }
}

/** Ending a connection alone leaves the server computing until it next tries to send. */
async function cancelQuery(
  client: pg.Client,
  backend: number,
  settings: SourceConnectionSettings,
): Promise<void> {
  const cut = setTimeout(() => void client.end(), CANCEL_GRACE_MS)
  client.once('end', () => clearTimeout(cut))
  const canceller = new pg.Client(clientConfig(settings))
  canceller.on('error', () => undefined)
  try {
    await canceller.connect()
    await canceller.query('SELECT pg_cancel_backend($1)', [backend])
  } catch {
    void client.end()
  } finally {
    await canceller.end().catch(() => undefined)
  }
}
