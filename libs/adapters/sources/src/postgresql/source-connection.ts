import { AppError } from '@director/errors'
import pg from 'pg'
import type { PostgresqlQuerySettings } from './postgresql-query.settings.js'
import { explainConnectFailure } from './query-failure.js'

const CONNECT_TIMEOUT_MS = 10_000
/** How long a server may take to say that it stopped a cancelled query, before the connection is cut. */
const CANCEL_GRACE_MS = 1_000

/** An open connection in a read-only transaction. */
export interface SourceConnection {
  readonly client: pg.Client
  /** Server and database for messages; never the password. */
  readonly place: string
  close(): Promise<void>
}

/**
 * Opens a connection whose transaction refuses to write. When the signal aborts, the server is told to stop the
 * query; if it does not answer, the connection is cut.
 *
 * @throws AppError `source.unreachable`, `source.refused-login`, `source.missing-database`
 */
export async function openSourceConnection(
  settings: PostgresqlQuerySettings,
  signal: AbortSignal,
): Promise<SourceConnection> {
  signal.throwIfAborted()
  const client = new pg.Client(clientConfig(settings))
  const place = `PostgreSQL ${client.host}:${client.port}/${client.database ?? ''}`
  // What breaks a connection is told by the query that runs on it; without a listener it would end the process.
  client.on('error', () => undefined)
  let backend: number
  try {
    await client.connect()
    await client.query('BEGIN TRANSACTION READ ONLY')
    // Texts of dates and times shall not depend on who configured the server.
    await client.query(
      `SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO'; SET LOCAL intervalstyle = 'iso_8601';
       SET LOCAL statement_timeout = ${settings.timeoutSeconds * 1000}`,
    )
    backend = (await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]?.pid ?? 0
  } catch (error) {
    await client.end().catch(() => undefined)
    throw explainConnectFailure(error, place)
  }
  const stop = () => void cancelQuery(client, backend, settings)
  signal.addEventListener('abort', stop, { once: true })
  return {
    client,
    place,
    close: async () => {
      signal.removeEventListener('abort', stop)
      await client.end().catch(() => undefined)
    },
  }
}

function clientConfig(settings: PostgresqlQuerySettings): pg.ClientConfig {
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
  settings: PostgresqlQuerySettings,
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
