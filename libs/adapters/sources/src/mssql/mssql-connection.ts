import type { Connection, ConnectionConfiguration } from 'tedious'
import { MAX_ROW_BYTES } from '../files/row-size.js'
import { authorityText } from '../sql/connection-tls.js'
import { unlessAborted } from '../sql/unless-aborted.js'
import { AppError } from '@director/errors'
import { connectEncrypted } from './encrypted-socket.js'
import { explainConnectFailure } from './mssql-failure.js'
import { placeOf, type MssqlQuerySettings } from './mssql-query.settings.js'

const CONNECT_TIMEOUT_MS = 10_000
/** How long a server may take to say that it stopped a query or rolled back, before the connection is cut. */
const GRACE_MS = 900
/**
 * Longer values are cut by the server. What is cut still has more than MAX_ROW_BYTES characters, also in UTF-8 with
 * three bytes for each, and is refused as too large.
 */
const LONGEST_VALUE_BYTES = 3 * (MAX_ROW_BYTES + 1)

/** An open connection in a transaction that is never committed. */
export interface MssqlConnection {
  readonly driver: Connection
  /** Server and database for messages; never the password. */
  readonly place: string
  /** Rolls back and closes. */
  close(): Promise<void>
}

/**
 * Opens a connection and begins its transaction. When the signal aborts, the server is told to stop the query under way
 * (attention); if it does not answer, the connection is cut.
 *
 * @throws AppError `source.unreachable`, `source.refused-login`, `source.missing-database`,
 *   `source.certificate-not-trusted`, `source.certificate-unreadable`
 */
export async function openMssqlConnection(
  settings: MssqlQuerySettings,
  signal: AbortSignal,
): Promise<MssqlConnection> {
  signal.throwIfAborted()
  const place = placeOf(settings)
  const configuration = await connectionConfiguration(settings)
  // Loaded when it is needed: it takes 160 ms and 30 MB.
  const { Connection } = await import('tedious')
  const driver = new Connection(configuration)
  const serverErrors: number[] = []
  driver.on('errorMessage', ({ number }) => serverErrors.push(number))
  // What breaks a connection is told by the query that runs on it; without a listener it would end the process.
  driver.on('error', () => undefined)
  try {
    await unlessAborted(connected(driver), signal)
    await unlessAborted(begun(driver), signal)
  } catch (error) {
    driver.close()
    signal.throwIfAborted()
    throw error instanceof AppError ? error : explainConnectFailure(error, place, serverErrors)
  }
  // An attention is for what runs; when nothing does yet, nothing shall begin to.
  const stop = () => void (driver.cancel() || driver.close())
  signal.addEventListener('abort', stop, { once: true })
  const close = async () => {
    signal.removeEventListener('abort', stop)
    await rolledBack(driver)
    driver.close()
  }
  return { driver, place, close }
}

async function connectionConfiguration(settings: MssqlQuerySettings): Promise<ConnectionConfiguration> {
  const { host, instance, port, database, user, password = '', domain, encrypt, timeoutSeconds } = settings
  const login = { userName: user, password }
  return {
    server: host,
    authentication:
      domain === undefined
        ? { type: 'default', options: login }
        : { type: 'ntlm', options: { ...login, domain } },
    options: {
      ...(instance === undefined ? { port: port ?? 1433 } : { instanceName: instance }),
      ...(database === undefined ? {} : { database }),
      ...(encrypt ? await encryption(settings) : { encrypt: false }),
      appName: 'director import',
      // A server of an availability group sends to a secondary that can be read.
      readOnlyIntent: true,
      connectTimeout: CONNECT_TIMEOUT_MS,
      requestTimeout: timeoutSeconds * 1_000,
      cancelTimeout: GRACE_MS,
      maxRetriesOnTransientErrors: 0,
      textsize: LONGEST_VALUE_BYTES,
      useUTC: true,
    },
  }
}

async function encryption(
  settings: MssqlQuerySettings,
): Promise<NonNullable<ConnectionConfiguration['options']>> {
  const { trustServerCertificate, certificateName, tlsAuthority } = settings
  return {
    encrypt: true,
    trustServerCertificate,
    connector: connectEncrypted,
    ...(certificateName === undefined ? {} : { serverName: certificateName }),
    ...(tlsAuthority === undefined
      ? {}
      : { cryptoCredentialsDetails: { ca: await authorityText(tlsAuthority) } }),
  }
}

function connected(driver: Connection): Promise<void> {
  return new Promise((resolve, reject) =>
    driver.connect((error) => (error === undefined ? resolve() : reject(error))),
  )
}

function begun(driver: Connection): Promise<void> {
  return new Promise((resolve, reject) =>
    driver.beginTransaction((error) => (error === undefined || error === null ? resolve() : reject(error))),
  )
}

/** Ends also when the connection is lost, or the server says nothing: it rolls back then by itself. */
function rolledBack(driver: Connection): Promise<void> {
  return new Promise((resolve) => {
    const patience = setTimeout(resolve, GRACE_MS)
    driver.rollbackTransaction(() => {
      clearTimeout(patience)
      resolve()
    })
  })
}
