import { readFile, readlink, realpath, rm } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { AppError } from '@director/errors'
import { hasPid, isRunning } from '../home/process-mark.js'
import { readPostmasterFile, type PostmasterFile } from './postmaster-file.js'

/** A server that accepts connections. */
export interface RunningServer {
  readonly pid: number
  readonly port: number
}

/** Crash recovery of a large write-ahead log takes its time. */
const SETTLE_MS = 120_000
const POLL_MS = 20

/**
 * Finds the server that runs on a data directory; waits while it starts or stops.
 *
 * Removes the pid file of a dead one when the pid is still taken, because PostgreSQL refuses to start beside
 * it: by something else after a reboot (in containers pids are small), or by the dead server itself until
 * its parent takes notice. Data in use stay safe: PostgreSQL also looks for processes that share its memory.
 *
 * @throws AppError `postgres.not-ready`
 */
export async function findRunningServer(dataDirectory: string): Promise<RunningServer | undefined> {
  const deadline = Date.now() + SETTLE_MS
  while (Date.now() < deadline) {
    const file = await readPostmasterFile(dataDirectory)
    if (file === undefined || !hasPid(file.pid)) return undefined
    if (!(await isServerOf(file, dataDirectory))) {
      await rm(join(dataDirectory, 'postmaster.pid'), { force: true })
      return undefined
    }
    if (file.status === 'ready' && file.port !== undefined) return { pid: file.pid, port: file.port }
    await pause(POLL_MS)
  }
  throw notReady(dataDirectory)
}

/** A server neither became ready nor ended in time. It is left alone: it may be recovering. */
export function notReady(dataDirectory: string): AppError {
  return new AppError('postgres.not-ready', `PostgreSQL on ${dataDirectory} is neither ready nor gone`, {
    expected: `an answer within ${SETTLE_MS / 1000} s`,
    received: 'a server that is still starting or stopping',
    remedy: 'Read postgres.log in the home directory; start again when recovery is over',
    details: { dataDirectory },
  })
}

/** Tells whether the process named in a pid file is the server of that data directory. */
async function isServerOf(file: PostmasterFile, dataDirectory: string): Promise<boolean> {
  if (!(await isRunning(file.pid))) return false
  if (process.platform !== 'linux') {
    return file.status !== 'ready' || file.port === undefined || (await accepts(file.port))
  }
  try {
    // PostgreSQL works in its data directory.
    return (await readlink(`/proc/${file.pid}/cwd`)) === (await realpath(dataDirectory))
  } catch (error) {
    // Root without CAP_SYS_PTRACE, as in containers, may not look at the server of nobody.
    const isHidden = error instanceof Error && 'code' in error && error.code === 'EACCES'
    return (
      isHidden && (await readFile(`/proc/${file.pid}/comm`, 'utf8').catch(() => '')).trim() === 'postgres'
    )
  }
}

async function accepts(port: number): Promise<boolean> {
  return new Promise((decide) => {
    const socket = createConnection({ host: '127.0.0.1', port })
    socket.once('connect', () => {
      socket.destroy()
      decide(true)
    })
    socket.once('error', () => decide(false))
  })
}
