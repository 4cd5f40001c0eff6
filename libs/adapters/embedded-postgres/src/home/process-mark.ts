import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'

/**
 * A process as a file name: `<pid>-<start>-<random>`.
 *
 * Pids are reused, in containers already after one restart; the start (clock ticks since boot, Linux) tells
 * the process that wrote the name from a later one with the same pid. Elsewhere the start is 0.
 */
export type ProcessMark = string

/** What `/proc/<pid>/stat` says about a process. */
export interface ProcessStat {
  readonly state: string
  readonly startTicks: string
}

/**
 * Reads state and start from the text of `/proc/<pid>/stat`.
 *
 * @returns undefined when the text has another shape
 * @see proc_pid_stat(5): fields 3 and 22; field 2 is a program name in brackets that may hold blanks and brackets
 */
export function parseProcessStat(text: string): ProcessStat | undefined {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const [state, startTicks] = [fields[0], fields[19]]
  return state !== undefined && startTicks !== undefined && /^\d+$/.test(startTicks)
    ? { state, startTicks }
    : undefined
}

/** A new mark of this process; every call gives another one. */
export async function markThisProcess(): Promise<ProcessMark> {
  const stat = await readStat(process.pid)
  return `${process.pid}-${stat?.startTicks ?? '0'}-${randomBytes(4).toString('hex')}`
}

/** The pid in a mark; undefined when the text is no mark. */
export function pidOf(mark: ProcessMark): number | undefined {
  const pid = /^(\d+)-\d+-[0-9a-f]{8}$/.exec(mark)?.[1]
  return pid === undefined ? undefined : Number(pid)
}

/** Tells whether the process that wrote the mark still runs. In doubt it does. */
export async function isAlive(mark: ProcessMark): Promise<boolean> {
  const pid = pidOf(mark)
  if (pid === undefined || !(await isRunning(pid))) return false
  const start = mark.split('-')[1]
  const stat = await readStat(pid)
  return stat === undefined || start === '0' || start === stat.startTicks
}

/** Tells whether a process has this pid; one that ended and that its parent has not noticed yet counts. */
export function hasPid(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Tells whether a process with this pid is at work; one that ended unnoticed is not. In doubt it is. */
export async function isRunning(pid: number): Promise<boolean> {
  const stat = await readStat(pid)
  return hasPid(pid) && (stat === undefined || (stat.state !== 'Z' && stat.state !== 'X'))
}

async function readStat(pid: number): Promise<ProcessStat | undefined> {
  if (process.platform !== 'linux') return undefined
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return parseProcessStat(text)
}
