import mysql, { type Connection, type ConnectionOptions } from 'mysql2'
import { AppError } from '@director/errors'
import { authorityText } from '../sql/connection-tls.js'
import { unlessAborted } from '../sql/unless-aborted.js'
import { explainConnectFailure } from './mysql-failure.js'
import { addressOf, type MysqlQuerySettings } from './mysql-query.settings.js'
import { beginReading, killQuery } from './mysql-session.js'
import { streamOf, watchPackets, type PacketWatch } from './packet-watch.js'

const CONNECT_TIMEOUT_MS = 10_000
/** How long a server may take to say that it stopped a query, before the connection is cut. */
const CANCEL_GRACE_MS = 1_000

/** An open connection in a read-only transaction. */
export interface MysqlConnection {
  readonly driver: Connection
  /** Server and database for messages; never the password. */
  readonly place: string
  /** Packets the server sent; who runs a query sets the count so that it is that of its rows. */
  readonly arrived: PacketWatch
  /** Tells the server to stop what it does, then cuts the connection; safe to call twice. */
  cancel(): Promise<void>
  close(): Promise<void>
}

/** Where the server is and who asks it: everything of the settings beside the query. */
export type MysqlConnectionSettings = Omit<MysqlQuerySettings, 'query'>

/**
 * Opens a connection whose transaction refuses to write. When the signal aborts, the query under way is stopped.
 *
 * @throws AppError `source.unreachable`, `source.refused-login`, `source.missing-database`,
 *   `source.certificate-not-trusted`, `source.certificate-unreadable`
 */
export async function openMysqlConnection(
  settings: MysqlConnectionSettings,
  signal: AbortSignal,
): Promise<MysqlConnection> {
  signal.throwIfAborted()
  const options = await connectionOptions(settings)
  const place = `MySQL ${options.host}:${options.port}/${options.database ?? ''}`
  const driver = mysql.createConnection(options)
  // What breaks a connection is told by the query that runs on it; without a listener it would end the process.
  driver.on('error', () => undefined)
  try {
    await unlessAborted(connected(driver), signal)
    const sessionId = await unlessAborted(beginReading(driver, settings.timeoutSeconds), signal)
    let cancelling: Promise<void> | undefined
    const cancel = () => (cancelling ??= stopQuery(driver, sessionId, options))
    const stop = () => void cancel()
    signal.addEventListener('abort', stop, { once: true })
    const close = async () => {
      signal.removeEventListener('abort', stop)
      await cancelling
      driver.destroy()
    }
    return { driver, place, arrived: watchPackets(driver, place), cancel, close }
  } catch (error) {
    driver.destroy()
    signal.throwIfAborted()
    throw error instanceof AppError ? error : explainConnectFailure(error, place)
  }
}

/** Cutting a connection alone leaves the server computing until it next tries to send. */
async function stopQuery(driver: Connection, sessionId: string, options: ConnectionOptions): Promise<void> {
  const killer = mysql.createConnection({ ...options, connectTimeout: CANCEL_GRACE_MS })
  killer.on('error', () => undefined)
  const patience = setTimeout(() => killer.destroy(), CANCEL_GRACE_MS)
  const late = new Promise<void>((resolve) => setTimeout(resolve, CANCEL_GRACE_MS).unref())
  await Promise.race([killQuery(killer, sessionId).catch(() => undefined), late])
  clearTimeout(patience)
  killer.destroy()
  cut(driver)
}

/** The driver itself says goodbye to a server that may be silent for ever, and leaves whoever waits for it waiting. */
function cut(driver: Connection): void {
  streamOf(driver).destroy(new Error('the connection was cut'))
  driver.destroy()
}

async function connectionOptions(settings: MysqlConnectionSettings): Promise<ConnectionOptions> {
  const { host, port, database, user, password } = addressOf(settings)
  return {
    host,
    port,
    ...(database === undefined ? {} : { database }),
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    ...(await tlsOptions(settings)),
    connectTimeout: CONNECT_TIMEOUT_MS,
    charset: 'utf8mb4',
    dateStrings: true,
    supportBigNumbers: true,
    // A statement that asks this machine for a file gets none.
    flags: ['-LOCAL_FILES'],
    connectAttributes: { program_name: 'director import' },
  }
}

async function tlsOptions({ tls, tlsAuthority }: MysqlConnectionSettings): Promise<ConnectionOptions> {
  if (tls === 'off') return {}
  if (tls === 'encrypted') return { ssl: { rejectUnauthorized: false } }
  const ca = tlsAuthority === undefined ? undefined : await authorityText(tlsAuthority)
  return { ssl: { verifyIdentity: true, ...(ca === undefined ? {} : { ca }) } }
}

function connected(driver: Connection): Promise<void> {
  return new Promise((resolve, reject) =>
    driver.connect((error) => (error === null ? resolve() : reject(error))),
  )
}
