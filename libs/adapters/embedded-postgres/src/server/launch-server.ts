import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, readFile, rename, stat } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { AppError } from '@director/errors'
import type { ServerIdentity } from '../placement/server-identity.js'
import { choosePort, portInUse } from './choose-port.js'
import { readPostmasterFile, readPreviousPort } from './postmaster-file.js'
import { programOptions } from './run-program.js'
import { notReady, type RunningServer } from './running-server.js'

/** What is needed to start a server. */
export interface Launch {
  readonly postgres: string
  readonly dataDirectory: string
  readonly identity: ServerIdentity | undefined
  readonly logFile: string
  /** The operator's port; undefined or 0: any. */
  readonly askedPort: number | undefined
}

const READY_MS = 120_000
const POLL_MS = 10
/** Attempts against what passes by itself: a port lost to somebody faster, children of a killed server. */
const ATTEMPTS = 60
const LOG_LIMIT_BYTES = 10_000_000

/**
 * Starts the server and waits until it accepts connections. Call it under the lock, when none runs.
 *
 * @throws AppError `postgres.port-in-use`, `postgres.port-refused`, `postgres.start-failed`, `postgres.not-ready`
 */
export async function launchServer(launch: Launch): Promise<RunningServer> {
  await rotateLog(launch.logFile)
  for (let attempt = 1; ; attempt++) {
    const port = await choosePort(launch.askedPort, await readPreviousPort(launch.dataDirectory))
    const result = await attemptStart(launch, port)
    if (result.kind === 'ready') return { pid: result.pid, port }
    const lostPort = result.output.includes('could not bind')
    if (lostPort && launch.askedPort) throw portInUse(port)
    // The processes of a killed server leave when they notice; until then the data are still in use.
    const stillHeld = result.output.includes('pre-existing shared memory block')
    if (attempt === ATTEMPTS || !(lostPort || stillHeld)) throw startFailed(launch, result.output)
    await pause(500)
  }
}

type Attempt =
  { readonly kind: 'ready'; readonly pid: number } | { readonly kind: 'failed'; readonly output: string }

async function attemptStart(launch: Launch, port: number): Promise<Attempt> {
  // A file, not a pipe: the server may outlive this process.
  const log = await open(launch.logFile, 'a', 0o600)
  const { size: logStart } = await log.stat()
  const child = spawn(launch.postgres, serverArguments(launch.dataDirectory, port), {
    ...programOptions(launch.identity),
    stdio: ['ignore', log.fd, log.fd],
  })
  const ended = once(child, 'exit').then(
    () => ({ reason: '' }),
    (error: Error) => ({ reason: error.message }),
  )
  child.unref()
  await log.close()
  const deadline = Date.now() + READY_MS
  while (Date.now() < deadline) {
    const file = await readPostmasterFile(launch.dataDirectory)
    if (child.pid !== undefined && file?.pid === child.pid && file.status === 'ready') {
      return { kind: 'ready', pid: child.pid }
    }
    const end = await Promise.race([ended, pause(POLL_MS, undefined)])
    if (end !== undefined) {
      return { kind: 'failed', output: end.reason || (await readFrom(launch.logFile, logStart)) }
    }
  }
  throw notReady(launch.dataDirectory)
}

/** What no edit of `postgresql.conf` may change: the directory, the port, and that only this machine gets in. */
function serverArguments(dataDirectory: string, port: number): readonly string[] {
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=']
  return ['-D', dataDirectory, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])]
}

async function rotateLog(logFile: string): Promise<void> {
  const { size } = await stat(logFile).catch(() => ({ size: 0 }))
  if (size > LOG_LIMIT_BYTES) await rename(logFile, `${logFile}.1`)
}

async function readFrom(file: string, start: number): Promise<string> {
  return (await readFile(file)).subarray(start).toString('utf8')
}

function startFailed(launch: Launch, output: string): AppError {
  return new AppError('postgres.start-failed', 'the embedded PostgreSQL did not start', {
    received: reasonIn(output) || 'an exit without a message',
    remedy: `Read ${launch.logFile}, or set DATABASE_URL to a PostgreSQL server of your own`,
    details: { dataDirectory: launch.dataDirectory, program: launch.postgres, logFile: launch.logFile },
  })
}

/** The last lines without their time stamps, and without those every start and end writes. */
function reasonIn(output: string): string {
  return output
    .split('\n')
    .map((line) => line.replace(/^\S+ \S+ \S+ \[\d+\]\s+/, '').trim())
    .filter((line) => line !== '' && !/starting PostgreSQL|listening on|is shut down/.test(line))
    .slice(-4)
    .join(' | ')
}
