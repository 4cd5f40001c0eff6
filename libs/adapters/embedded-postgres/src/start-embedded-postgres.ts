import { withLock } from './home/lock.js'
import { openHome, type Home } from './home/open-home.js'
import { createPassword, readPassword } from './home/password.js'
import { addUser } from './home/users.js'
import { placeData, recordLocation, type DataPlace } from './placement/place-data.js'
import { findPlatformPackage } from './placement/platform-package.js'
import { findPrograms, type Programs } from './placement/programs.js'
import { releaseServer } from './release-server.js'
import { databaseUrl, DIRECTOR, ensureDirectorDatabase } from './server/director-database.js'
import { checkVersion, initialiseCluster } from './server/initialise-cluster.js'
import { launchServer } from './server/launch-server.js'
import { findRunningServer, type RunningServer } from './server/running-server.js'
import { stopServer } from './server/stop-server.js'
import { explainRefusals } from './system-refusal.js'

/** What an operator may say about the embedded server. */
export interface EmbeddedPostgresOptions {
  /** Holds data, password and log; created when missing. */
  readonly home: string
  /** TCP port on 127.0.0.1; undefined or 0: a free one. A server that already runs keeps the port it has. */
  readonly port?: number | undefined
}

/** A running embedded server that this process uses. */
export interface EmbeddedPostgres {
  /** `postgres://director:…@127.0.0.1:<port>/director`; contains the password. */
  readonly url: string
  /** Another process had started the server. */
  readonly adopted: boolean
  readonly dataDirectory: string
  readonly port: number
  readonly pid: number
  /**
   * Says that this process has finished; close your connections first. The server stops when nobody else
   * uses it, neither a process that started or adopted it nor a connected client. Repeated calls do nothing.
   */
  release(): Promise<void>
}

/**
 * Starts the PostgreSQL that npm delivers on the data in a home, or adopts the one that already runs there.
 * Any number of processes may call it at once: one starts the server, the others adopt it. The server
 * outlives a process that dies without {@link EmbeddedPostgres.release}; the next start adopts it.
 *
 * @throws AppError with a code `postgres.…` for everything an operator can put right
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const home = await openHome(options.home)
  const start = () => startLocked(home, options.port)
  return explainRefusals(home.directory, () => withLock(home.lockDirectory, start))
}

async function startLocked(home: Home, askedPort: number | undefined): Promise<EmbeddedPostgres> {
  const platformPackage = await findPlatformPackage()
  const place = await placeData(home)
  if (place.exists) await checkVersion(place.directory, platformPackage.majorVersion)
  const programs = await findPrograms(platformPackage, place.identity)
  const password = place.exists ? await readPassword(home) : await createData(home, place, programs)
  const server = await runServer({ home, place, programs, password, askedPort })
  const user = await addUser(home.usersDirectory)
  const login = { port: server.port, password }
  let released: Promise<void> | undefined
  return {
    url: databaseUrl(login),
    dataDirectory: place.directory,
    ...server,
    release: () => (released ??= releaseServer({ home, place, programs, login, user })),
  }
}

async function createData(home: Home, place: DataPlace, programs: Programs): Promise<string> {
  const password = await createPassword(home)
  await initialiseCluster({
    initdb: programs.initdb,
    dataDirectory: place.directory,
    identity: place.identity,
    user: DIRECTOR,
    password,
    home: home.directory,
  })
  await recordLocation(home, place.directory)
  return password
}

interface Start {
  readonly home: Home
  readonly place: DataPlace
  readonly programs: Programs
  readonly password: string
  readonly askedPort: number | undefined
}

/** Adopts or launches the server, again when the adopted one dies meanwhile; leaves no unusable one running. */
async function runServer(start: Start): Promise<RunningServer & { readonly adopted: boolean }> {
  const { home, place, programs, password, askedPort } = start
  const running = await findRunningServer(place.directory)
  const server =
    running ??
    (await launchServer({
      postgres: programs.postgres,
      dataDirectory: place.directory,
      identity: place.identity,
      logFile: home.logFile,
      askedPort,
    }))
  try {
    await ensureDirectorDatabase({ port: server.port, password })
  } catch (error) {
    const hasDied = (await findRunningServer(place.directory)) === undefined
    if (running !== undefined && hasDied) return runServer(start)
    if (!hasDied && running === undefined) await stopServer(programs.pgCtl, place.directory, place.identity)
    throw error
  }
  return { ...server, adopted: running !== undefined }
}
