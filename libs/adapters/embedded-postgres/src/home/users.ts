import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isAlive, markThisProcess, type ProcessMark } from './process-mark.js'

/** Notes that this process uses the server; keep the mark for {@link removeUser}. */
export async function addUser(usersDirectory: string): Promise<ProcessMark> {
  const mark = await markThisProcess()
  await writeFile(join(usersDirectory, mark), '')
  return mark
}

/** Notes that a process has finished with the server. */
export async function removeUser(usersDirectory: string, mark: ProcessMark): Promise<void> {
  await rm(join(usersDirectory, mark), { force: true })
}

/** Tells whether a living process uses the server; forgets those that died without saying so. */
export async function hasUsers(usersDirectory: string): Promise<boolean> {
  let found = false
  for (const mark of await readdir(usersDirectory)) {
    if (await isAlive(mark)) found = true
    else await rm(join(usersDirectory, mark), { force: true })
  }
  return found
}
