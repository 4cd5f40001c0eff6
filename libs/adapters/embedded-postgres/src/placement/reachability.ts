import { realpath, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { ServerIdentity } from './server-identity.js'

/** Owner, group and permission bits of a file. */
export interface Permissions {
  readonly uid: number
  readonly gid: number
  readonly mode: number
}

const READ = 4
const ENTER = 1

/**
 * Tells whether the permission bits let a user do all of `wanted` (4 read, 2 write, 1 enter or execute).
 *
 * The first class that fits decides alone, as in the kernel: an owner without the bit is refused although
 * everybody else has it. Access control lists are not looked at.
 *
 * @example permits({ uid: 0, gid: 0, mode: 0o755 }, { uid: 65534, gid: 65534 }, 5) // true
 */
export function permits(file: Permissions, user: ServerIdentity, wanted: number): boolean {
  const shift = file.uid === user.uid ? 6 : file.gid === user.gid ? 3 : 0
  return ((file.mode >> shift) & wanted) === wanted
}

/**
 * Tells whether a user can enter a directory, coming from the root.
 *
 * @param user undefined is the user of this process, to whom nothing is forbidden that it could open itself
 */
export async function canEnter(directory: string, user: ServerIdentity | undefined): Promise<boolean> {
  if (user === undefined) return true
  for (let current = await realpath(directory); ; current = dirname(current)) {
    if (!permits(await stat(current), user, ENTER)) return false
    if (current === dirname(current)) return true
  }
}

/** Tells whether a user can run a program, coming from the root. */
export async function canRun(program: string, user: ServerIdentity | undefined): Promise<boolean> {
  if (user === undefined) return true
  return (await canEnter(dirname(program), user)) && permits(await stat(program), user, READ | ENTER)
}
