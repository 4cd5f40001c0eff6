import { AppError } from '@director/errors'
import type { Connection, RowDataPacket } from 'mysql2'
import type pg from 'pg'
import { openMysqlConnection } from '../mysql/mysql-connection.js'
import { explainQueryFailure as explainMysqlFailure } from '../mysql/mysql-failure.js'
import { MysqlQuerySettings } from '../mysql/mysql-query.settings.js'
import { columnValues } from '../postgresql/column-values.js'
import { PostgresqlQuerySettings } from '../postgresql/postgresql-query.settings.js'
import { explainQueryFailure as explainPostgresqlFailure } from '../postgresql/query-failure.js'
import { openSourceConnection } from '../postgresql/source-connection.js'
import { unlessAborted } from '../sql/unless-aborted.js'
import {
  mysqlSettings,
  postgresqlSettings,
  systemOf,
  type DirectorConnection,
} from './director-connection.settings.js'

/** A record of a statement; which columns it has is the statement's matter. */
export type DirectorRecord = Readonly<Record<string, unknown>>

/** A read-only transaction in which all statements see the database as it was when the first one ran. */
export interface DirectorSession {
  /** Server and database for messages. */
  readonly place: string
  /**
   * All records of a statement; each `?` in it takes one of the values.
   *
   * @param objectsRead for the message of a failure
   */
  ask(
    statement: string,
    values: readonly (string | number)[],
    objectsRead: number,
  ): Promise<readonly DirectorRecord[]>
  close(): Promise<void>
}

interface OpenConnection {
  readonly place: string
  ask(statement: string, values: readonly (string | number)[]): Promise<readonly DirectorRecord[]>
  explain(error: unknown, place: string, objectsRead: number): AppError
  cancel(): Promise<void>
  close(): Promise<void>
}

/**
 * Connects to the database of an Icinga Director. When the signal aborts, the statement under way is stopped.
 *
 * @throws AppError `source.unreachable`, `source.refused-login`, `source.missing-database`
 */
export async function openDirectorSession(
  settings: DirectorConnection,
  signal: AbortSignal,
): Promise<DirectorSession> {
  const connection =
    systemOf(settings) === 'postgresql'
      ? await openPostgresql(settings, signal)
      : await openMysql(settings, signal)
  const { place } = connection
  return {
    place,
    async ask(statement, values, objectsRead) {
      try {
        return await unlessAborted(connection.ask(statement, values), signal)
      } catch (error) {
        signal.throwIfAborted()
        throw inTermsOfDirector(connection.explain(error, place, objectsRead), place)
      }
    },
    async close() {
      if (signal.aborted) await connection.cancel()
      await connection.close()
    },
  }
}

async function openMysql(settings: DirectorConnection, signal: AbortSignal): Promise<OpenConnection> {
  const opened = await openMysqlConnection(MysqlQuerySettings.parse(mysqlSettings(settings)), signal)
  const ask = (statement: string, values: readonly (string | number)[]) =>
    askMysql(opened.driver, statement, values)
  return { ...opened, ask, explain: explainMysqlFailure }
}

async function openPostgresql(settings: DirectorConnection, signal: AbortSignal): Promise<OpenConnection> {
  const opened = await openSourceConnection(
    PostgresqlQuerySettings.parse(postgresqlSettings(settings)),
    signal,
  )
  const ask = (statement: string, values: readonly (string | number)[]) =>
    askPostgresql(opened.client, statement, values)
  return { ...opened, ask, explain: explainPostgresqlFailure }
}

function askMysql(
  driver: Connection,
  statement: string,
  values: readonly (string | number)[],
): Promise<readonly DirectorRecord[]> {
  return new Promise((resolve, reject) =>
    driver.query<RowDataPacket[]>(statement, [...values], (error, records) =>
      error === null ? resolve(records) : reject(error),
    ),
  )
}

async function askPostgresql(
  client: pg.Client,
  statement: string,
  values: readonly (string | number)[],
): Promise<readonly DirectorRecord[]> {
  let number = 0
  const text = statement.replaceAll('?', () => `$${++number}`)
  return (await client.query<DirectorRecord>({ text, values: [...values], types: columnValues })).rows
}

/** Nobody wrote a query here: one that fails met other tables than those of a Director, or may not read them. */
function inTermsOfDirector(error: AppError, place: string): AppError {
  if (error.code !== 'source.failing-query') return error
  return new AppError('source.unexpected-schema', `${place}: the objects of Icinga Director cannot be read`, {
    expected: 'the tables of Icinga Director, and the right to read them',
    received: error.received ?? error.message,
    remedy: 'Correct the database in the settings of the import source, or GRANT SELECT on it to the user',
    details: error.details,
    cause: error.cause,
  })
}
