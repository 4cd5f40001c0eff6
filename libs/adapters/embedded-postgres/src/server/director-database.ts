import { setTimeout as pause } from 'node:timers/promises'
import { AppError } from '@director/errors'
import pg from 'pg'

/** How to sign in to the embedded server. */
export interface Login {
  readonly port: number
  readonly password: string
}

/** The role that owns the cluster and the name of its database. */
export const DIRECTOR = 'director'

/** @see PostgreSQL manual, appendix A: the server starts up, shuts down or recovers */
const CANNOT_CONNECT_NOW = '57P03'
const RECOVERY_MS = 60_000

/** Where clients find the database. The password is safe in a URL as it is. */
export function databaseUrl({ port, password }: Login): string {
  return `postgres://${DIRECTOR}:${password}@127.0.0.1:${port}/${DIRECTOR}`
}

/**
 * Creates the database `director` when it is missing.
 *
 * @throws AppError `postgres.wrong-password`, `postgres.connection-failed`
 */
export async function ensureDirectorDatabase(login: Login): Promise<void> {
  await withConnection(login, async (client) => {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DIRECTOR])
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DIRECTOR}`)
  })
}

/**
 * Counts the connections other than the one that asks, on every database of the server.
 *
 * @throws AppError `postgres.wrong-password`, `postgres.connection-failed`
 */
export async function countClients(login: Login): Promise<number> {
  return withConnection(login, async (client) => {
    const { rows } = await client.query<{ clients: number }>(
      `SELECT count(*)::int AS clients FROM pg_stat_activity
        WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`,
    )
    return rows[0]?.clients ?? 0
  })
}

async function withConnection<Result>(
  login: Login,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  try {
    const client = await connect(login)
    try {
      return await work(client)
    } finally {
      await client.end().catch(() => undefined)
    }
  } catch (error) {
    throw connectionError(login.port, error)
  }
}

/** Connects; waits while the server recovers from the death of one of its processes. */
async function connect(login: Login): Promise<pg.Client> {
  const deadline = Date.now() + RECOVERY_MS
  for (;;) {
    const client = newClient(login)
    try {
      await client.connect()
      return client
    } catch (error) {
      await client.end().catch(() => undefined)
      const isRecovering = error instanceof pg.DatabaseError && error.code === CANNOT_CONNECT_NOW
      if (!isRecovering || Date.now() > deadline) throw error
      await pause(100)
    }
  }
}

function newClient(login: Login): pg.Client {
  const client = new pg.Client({
    host: '127.0.0.1',
    port: login.port,
    user: DIRECTOR,
    password: login.password,
    database: 'postgres',
    application_name: 'director embedded-postgres',
    connectionTimeoutMillis: 10_000,
  })
  // A server that goes away answers the query in progress; the event alone would end the process.
  client.on('error', () => undefined)
  return client
}

function connectionError(port: number, cause: unknown): AppError {
  const received = cause instanceof Error ? cause.message : String(cause)
  if (cause instanceof pg.DatabaseError && cause.code === '28P01') {
    return new AppError('postgres.wrong-password', 'the embedded PostgreSQL refuses the stored password', {
      expected: 'the password in postgres.password in the home directory to be that of the role director',
      received,
      remedy: 'Restore postgres.password from the backup the data come from',
      details: { port },
      cause,
    })
  }
  return new AppError(
    'postgres.connection-failed',
    `the embedded PostgreSQL on port ${port} cannot be used`,
    {
      received,
      remedy: 'Read postgres.log in the home directory',
      details: { port },
      cause,
    },
  )
}
