import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What PostgreSQL writes about itself into `postmaster.pid`. */
export interface PostmasterFile {
  readonly pid: number
  readonly port: number | undefined
  /** `starting`, `ready`, `stopping` or `standby`; undefined in the first moments. */
  readonly status: string | undefined
}

/**
 * Reads the text of `postmaster.pid`.
 *
 * @returns undefined when it does not begin with a pid
 * @see PostgreSQL, src/include/utils/pidfile.h: line 1 pid, 4 port, 8 status
 */
export function parsePostmasterFile(text: string): PostmasterFile | undefined {
  const lines = text.split('\n').map((line) => line.trim())
  const pid = positiveInteger(lines[0])
  if (pid === undefined) return undefined
  return { pid, port: positiveInteger(lines[3]), status: lines[7] || undefined }
}

/** The file of a data directory; undefined when no server claims the directory. */
export async function readPostmasterFile(dataDirectory: string): Promise<PostmasterFile | undefined> {
  const text = await readFile(join(dataDirectory, 'postmaster.pid'), 'utf8').catch(() => '')
  return parsePostmasterFile(text)
}

/** Reads the port out of the text of `postmaster.opts`, the command line of the latest start. */
export function parsePreviousPort(text: string): number | undefined {
  return positiveInteger(/"-p" "(\d+)"/.exec(text)?.[1])
}

/** The port of the latest start; undefined before the first one. */
export async function readPreviousPort(dataDirectory: string): Promise<number | undefined> {
  return parsePreviousPort(await readFile(join(dataDirectory, 'postmaster.opts'), 'utf8').catch(() => ''))
}

function positiveInteger(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d*$/.test(text) ? Number(text) : undefined
}
