import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from '@director/database'
import { DatabaseSync } from '@photostructure/sqlite'
import { startApi } from '../http/api.js'
import { startHeldRelay } from './held-relay.js'
import { startMariadb } from '../servers/mariadb.js'
import { startSlapd } from '../servers/slapd.js'
import { resultHead, resultRow, textColumn } from '../tds/columns.js'
import { startTdsServer } from '../tds/server.js'
import { statementDone } from '../tds/tokens.js'

/** A source that gives `web1` and `web2`, or never comes to its end. */
export interface SlowSource {
  readonly type: string
  readonly keyColumn: string
  /** Settings of a source that answers, and what they are changed to. */
  readonly quick: object
  readonly slow: object
  /** Whether the server works for a reader, or holds a connection for one. Asked at the server. */
  isBusy(): Promise<boolean>
  /** Called before the settings are used, where they alone do not make a source slow. */
  become?(pace: 'quick' | 'slow'): void
  stop(): Promise<void>
}

/** The server of the test's own database. */
export function slowPostgresql(url: string, database: Database): SlowSource {
  return {
    type: 'director.postgresql-query',
    keyColumn: 'name',
    quick: { url, query: `SELECT * FROM (VALUES ('web1'), ('web2')) AS h (name)` },
    slow: { url, query: 'SELECT pg_sleep(600)::text AS name' },
    isBusy: async () => {
      const found = await database.query(
        `SELECT FROM pg_stat_activity WHERE application_name = 'director import' AND datname = current_database()
           AND wait_event = 'PgSleep'`,
      )
      return found.length > 0
    },
    stop: async () => undefined,
  }
}

/** A MariaDB of its own. */
export async function slowMariadb(): Promise<SlowSource> {
  const { url, ask, stop } = await startMariadb()
  return {
    type: 'director.mysql-query',
    keyColumn: 'name',
    quick: { url, query: `SELECT 'web1' AS name UNION ALL SELECT 'web2'` },
    slow: { url, query: 'SELECT SLEEP(600) AS name' },
    isBusy: async () => {
      const list = await ask(`SELECT 1 FROM information_schema.PROCESSLIST WHERE INFO LIKE 'SELECT SLEEP(%'`)
      return list.length > 0
    },
    stop,
  }
}

/** A SQLite file; its queries run in processes of their own. */
export async function slowSqlite(): Promise<SlowSource> {
  const directory = await mkdtemp(join(tmpdir(), 'director-slow-'))
  const path = join(directory, 'cmdb.db')
  const file = new DatabaseSync(path)
  file.exec(`CREATE TABLE host (name TEXT); INSERT INTO host VALUES ('web1'), ('web2')`)
  file.close()
  return {
    type: 'director.sqlite-query',
    keyColumn: 'name',
    quick: { path, query: 'SELECT name FROM host' },
    slow: {
      path,
      query: 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) AS name FROM n',
    },
    isBusy: async () => {
      const list = execFileSync('ps', ['-o', 'args=', '--ppid', String(process.pid)], { encoding: 'utf8' })
      return list.includes('query-program')
    },
    stop: async () => rm(directory, { recursive: true, force: true }),
  }
}

/** A server that speaks the protocol of SQL Server. */
export async function slowSqlServer(): Promise<SlowSource> {
  const columns = [textColumn('name')]
  const row = (name: string) => resultRow(columns, [Buffer.from(name, 'utf16le')])
  const server = await startTdsServer({
    answer: (query) =>
      query.includes('slow')
        ? [resultHead(columns), row('web3'), 'computes']
        : [resultHead(columns), row('web1'), row('web2'), statementDone(2)],
  })
  const settings = {
    host: '127.0.0.1',
    port: server.port,
    user: 'reader',
    password: 'secret',
    encrypt: false,
  }
  return {
    type: 'director.mssql-query',
    keyColumn: 'name',
    quick: { ...settings, query: 'SELECT name FROM host' },
    slow: { ...settings, query: 'SELECT name FROM slow' },
    isBusy: async () => {
      const seen = server.sessions.at(-1)?.seen ?? []
      return seen.includes('query') && !seen.includes('attention') && !seen.includes('closed')
    },
    stop: () => server.stop(),
  }
}

/** An HTTP server that stops in the middle of its answer. */
export async function slowRestApi(): Promise<SlowSource> {
  const api = await startApi()
  let isAnswering = false
  api.answer(({ url }, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    if (url.pathname === '/quick') return void response.end('[{"name":"web1"},{"name":"web2"}]')
    isAnswering = true
    response.on('close', () => (isAnswering = false))
    response.write('[{"name":"web3"},{"na')
  })
  return {
    type: 'director.rest-api',
    keyColumn: 'name',
    quick: { url: `${api.origin}/quick` },
    slow: { url: `${api.origin}/slow` },
    isBusy: async () => isAnswering,
    stop: () => api.close(),
  }
}

/** A directory whose answers to searches get lost on the way. */
export async function slowDirectory(): Promise<SlowSource> {
  const entry = (name: string) =>
    `dn: cn=${name},dc=example,dc=org\nobjectClass: applicationProcess\nobjectClass: simpleSecurityObject\ncn: ${name}\nuserPassword: x\n`
  const slapd = await startSlapd(['web1', 'web2'].map(entry).join('\n'))
  const relay = await startHeldRelay(slapd.port)
  const settings = {
    host: '127.0.0.1',
    port: relay.port,
    encryption: 'none',
    bindDn: slapd.bindDn,
    bindPassword: slapd.bindPassword,
    base: 'dc=example,dc=org',
    filter: '(cn=web*)',
  }
  return {
    type: 'director.ldap',
    keyColumn: 'cn',
    quick: { ...settings, attributes: ['cn'] },
    slow: { ...settings, attributes: ['cn', 'dn'] },
    // The first message is the login.
    become: (pace) => relay.holdAfter(pace === 'slow' ? 1 : Infinity),
    isBusy: async () => relay.isWaitedFor(),
    stop: async () => {
      await relay.close()
      await slapd.stop()
    },
  }
}
