import { setTimeout as pause } from 'node:timers/promises'
import { withLock } from './home/lock.js'
import type { Home } from './home/open-home.js'
import type { ProcessMark } from './home/process-mark.js'
import { hasUsers, removeUser } from './home/users.js'
import type { DataPlace } from './placement/place-data.js'
import type { Programs } from './placement/programs.js'
import { countClients, type Login } from './server/director-database.js'
import { findRunningServer } from './server/running-server.js'
import { stopServer } from './server/stop-server.js'

/** One use of the server, to be given up. */
export interface ServerUse {
  readonly home: Home
  readonly place: DataPlace
  readonly programs: Programs
  readonly login: Login
  readonly user: ProcessMark
}

/** Connections closed a moment ago, or of a process killed a moment ago, are seen a little longer. */
const CLIENTS_LEAVE_MS = 2_000
const POLL_MS = 50

/** Gives up the use of a server and stops it when nobody else uses it. Decided under the lock. */
export async function releaseServer({ home, place, programs, login, user }: ServerUse): Promise<void> {
  await withLock(home.lockDirectory, async () => {
    await removeUser(home.usersDirectory, user)
    if (await hasUsers(home.usersDirectory)) return
    const server = await findRunningServer(place.directory)
    if (server === undefined) return
    if (await keepsClients({ ...login, port: server.port }, place.directory)) return
    await stopServer(programs.pgCtl, place.directory, place.identity)
  })
}

async function keepsClients(login: Login, dataDirectory: string): Promise<boolean> {
  const deadline = Date.now() + CLIENTS_LEAVE_MS
  try {
    while ((await countClients(login)) > 0) {
      if (Date.now() > deadline) return true
      await pause(POLL_MS)
    }
    return false
  } catch (error) {
    // A server that dies while it is asked has no clients; it need not be stopped, and that does no harm.
    if ((await findRunningServer(dataDirectory)) === undefined) return false
    throw error
  }
}
