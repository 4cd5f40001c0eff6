import { mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { AppError } from '@director/errors'
import { isAlive, markThisProcess, pidOf, type ProcessMark } from './process-mark.js'

/** Longer than a start with crash recovery takes. */
const WAIT_MS = 180_000
const POLL_MS = 25

/**
 * Does the work while no other holder of the same lock does; processes that died holding it are passed over.
 *
 * The lock is a directory holding one file named after its holder. It is prepared aside and renamed into
 * place, which succeeds only while the place is missing or empty, so it is never seen without its holder.
 * Clearing away a dead holder removes the file with *his* name: whoever took the lock meanwhile keeps it.
 *
 * @throws AppError `postgres.lock-timeout`
 */
export async function withLock<Result>(lock: string, work: () => Promise<Result>): Promise<Result> {
  const mark = await markThisProcess()
  await acquire(lock, mark)
  try {
    return await work()
  } finally {
    await rm(join(lock, mark), { force: true })
    await removeWhenEmpty(lock)
  }
}

async function acquire(lock: string, mark: ProcessMark): Promise<void> {
  const prepared = `${lock}.${mark}`
  await mkdir(prepared)
  await writeFile(join(prepared, mark), '')
  const deadline = Date.now() + WAIT_MS
  while (!(await moveInto(lock, prepared))) {
    const holders = await livingHolders(lock)
    if (Date.now() > deadline) {
      await rm(prepared, { recursive: true, force: true })
      throw lockTimeout(lock, holders)
    }
    if (holders.length > 0) await pause(POLL_MS)
  }
  await removeAbandoned(lock)
}

async function moveInto(lock: string, prepared: string): Promise<boolean> {
  try {
    await rename(prepared, lock)
    return true
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    // POSIX says ENOTEMPTY or EEXIST when the lock is held, Windows EPERM or EACCES.
    if (code === 'ENOTEMPTY' || code === 'EEXIST') return false
    if (process.platform === 'win32' && (code === 'EPERM' || code === 'EACCES')) return false
    throw error
  }
}

async function livingHolders(lock: string): Promise<readonly ProcessMark[]> {
  const marks = await readdir(lock).catch(() => [])
  const living: ProcessMark[] = []
  for (const mark of marks) {
    if (await isAlive(mark)) living.push(mark)
    else await rm(join(lock, mark), { recursive: true, force: true })
  }
  if (living.length === 0) await removeWhenEmpty(lock)
  return living
}

/** Prepared locks of processes that were killed while they waited. */
async function removeAbandoned(lock: string): Promise<void> {
  const prefix = `${basename(lock)}.`
  for (const name of await readdir(dirname(lock))) {
    if (!name.startsWith(prefix) || (await isAlive(name.slice(prefix.length)))) continue
    await rm(join(dirname(lock), name), { recursive: true, force: true })
  }
}

async function removeWhenEmpty(lock: string): Promise<void> {
  await rmdir(lock).catch(() => undefined)
}

function lockTimeout(lock: string, holders: readonly ProcessMark[]): AppError {
  const pids = holders.map(pidOf).join(', ')
  return new AppError(
    'postgres.lock-timeout',
    'another process is starting or stopping the embedded PostgreSQL',
    {
      expected: `the lock ${lock} to be free within ${WAIT_MS / 1000} s`,
      received: `held by process ${pids}`,
      remedy: `Look at process ${pids}; the lock is free once it has ended`,
      details: { lock, pids },
    },
  )
}
