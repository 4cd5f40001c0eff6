import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import mysql, { type RowDataPacket } from 'mysql2/promise'
import { freePort } from './redis.js'

/** A MariaDB of the test's own, on loopback, with the database `cmdb`. */
export interface TestMariadb {
  readonly host: string
  readonly port: number
  /** May do everything in `cmdb`, and write files. */
  readonly reader: { readonly user: string; readonly password: string }
  readonly url: string
  /** PEM file with the server's own certificate. */
  readonly authority: string
  /** Where the server may write. */
  readonly folder: string
  /** Runs a statement as administrator. */
  ask(statement: string): Promise<readonly RowDataPacket[]>
  /** Ends the server at once, as a power cut does. */
  kill(): Promise<void>
  stop(): Promise<void>
}

const READER = { user: 'reader', password: 'pass:w@rd/1' }
const START_DEADLINE_MS = 30_000
/** MariaDB refuses to run as root. */
const NOBODY = 65_534

/** Starts Debian's `mariadbd` on a free port, as a user without rights. Fails loudly when the package is missing. */
export async function startMariadb({ certificateFor = 'localhost' } = {}): Promise<TestMariadb> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'director-mariadb-'))
  prepareFolder(folder, certificateFor)
  const port = await freePort()
  const log = fs.openSync(path.join(folder, 'server.log'), 'a')
  const server = spawn('mariadbd', [...serverOptions(folder), ...networkOptions(folder, port)], {
    stdio: ['ignore', log, log],
    ...unprivileged(),
  })
  fs.closeSync(log)
  // A test run that is broken off leaves no server behind.
  const killLeftOver = () => server.kill('SIGKILL')
  process.once('exit', killLeftOver)
  const admin = await connectWhenReady(folder, server)
  const kill = async () => {
    await admin.end().catch(() => undefined)
    if (server.exitCode !== null || server.signalCode !== null) return
    const exited = once(server, 'exit')
    server.kill('SIGKILL')
    await exited
  }
  return {
    host: '127.0.0.1',
    port,
    reader: READER,
    url: `mysql://${READER.user}:${encodeURIComponent(READER.password)}@127.0.0.1:${port}/cmdb`,
    authority: path.join(folder, 'certificate.pem'),
    folder,
    ask: async (statement) => (await admin.query<RowDataPacket[]>(statement))[0],
    kill,
    stop: async () => {
      await kill()
      process.off('exit', killLeftOver)
      fs.rmSync(folder, { recursive: true, force: true })
    },
  }
}

function prepareFolder(folder: string, certificateFor: string): void {
  fs.mkdirSync(path.join(folder, 'data/mysql'), { recursive: true })
  makeCertificate(folder, certificateFor)
  fs.writeFileSync(
    path.join(folder, 'init.sql'),
    `CREATE DATABASE cmdb;
CREATE USER '${READER.user}'@'127.0.0.1' IDENTIFIED BY '${READER.password}';
GRANT ALL ON cmdb.* TO '${READER.user}'@'127.0.0.1';
GRANT FILE ON *.* TO '${READER.user}'@'127.0.0.1';
`,
  )
  if (process.getuid?.() === 0) execFileSync('chown', ['-R', `${NOBODY}:${NOBODY}`, folder])
  // What `mariadb-install-db` does, without the programs of other packages it calls.
  const script = `USE mysql;\n${systemTables()}`
  try {
    execFileSync('mariadbd', [...serverOptions(folder), '--bootstrap'], {
      input: script,
      stdio: ['pipe', 'ignore', 'pipe'],
      ...unprivileged(),
    })
  } catch (error) {
    throw new Error('mariadbd does not start: apt-get install mariadb-server-core', { cause: error })
  }
}

function systemTables(): string {
  const folder = ['/usr/share/mariadb', '/usr/share/mysql'].find((place) => fs.existsSync(place)) ?? ''
  const read = (name: string) => {
    const files = [`mariadb_${name}.sql`, `mysql_${name}.sql`].map((file) => path.join(folder, file))
    return fs.readFileSync(files.find((file) => fs.existsSync(file)) ?? `${folder}/${name}`, 'utf8')
  }
  return `${read('system_tables')}\n${read('system_tables_data')}`
}

function serverOptions(folder: string): readonly string[] {
  return [
    '--no-defaults',
    `--datadir=${folder}/data`,
    `--tmpdir=${folder}`,
    '--innodb-buffer-pool-size=16M',
    '--innodb-log-file-size=8M',
    '--innodb-flush-log-at-trx-commit=0',
    '--max-allowed-packet=256M',
  ]
}

function networkOptions(folder: string, port: number): readonly string[] {
  return [
    `--socket=${folder}/socket`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    '--skip-name-resolve',
    '--skip-log-bin',
    `--init-file=${folder}/init.sql`,
    `--ssl-cert=${folder}/certificate.pem`,
    `--ssl-key=${folder}/key.pem`,
  ]
}

function makeCertificate(folder: string, name: string): void {
  const file = (name: string) => path.join(folder, name)
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', `/CN=${name}`]
  const names = ['-addext', `subjectAltName=DNS:${name}`]
  const places = ['-keyout', file('key.pem'), '-out', file('certificate.pem')]
  execFileSync('openssl', [...request, ...names, ...places], { stdio: 'pipe' })
}

function unprivileged(): { readonly uid?: number; readonly gid?: number } {
  return process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}
}

async function connectWhenReady(folder: string, server: ChildProcess): Promise<mysql.Connection> {
  const deadline = performance.now() + START_DEADLINE_MS
  for (;;) {
    try {
      const admin = await mysql.createConnection({ socketPath: `${folder}/socket`, user: 'root' })
      admin.on('error', () => undefined)
      await admin.query('USE cmdb')
      return admin
    } catch (error) {
      if (server.exitCode !== null || performance.now() > deadline) {
        const log = fs.readFileSync(path.join(folder, 'server.log'), 'utf8')
        server.kill('SIGKILL')
        throw new Error(`mariadbd did not start:\n${log}`, { cause: error })
      }
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}
