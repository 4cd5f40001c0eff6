import { createHash } from 'node:crypto'
import { access, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '@director/errors'
import type { Home } from '../home/open-home.js'
import { canEnter } from './reachability.js'
import { identityForData, identityForNewData, type ServerIdentity } from './server-identity.js'
import { openSharedPlace, unreachable } from './shared-place.js'

/** Where the data of a home are, or shall be, and who opens them. */
export interface DataPlace {
  readonly directory: string
  readonly exists: boolean
  /** As whom the server runs; undefined: as the user of this process. */
  readonly identity: ServerIdentity | undefined
}

/**
 * Decides where the data of a home are: where the location file says, else in `<home>/postgres`; new data of
 * a server that cannot enter the home (root's server runs as nobody) go to the shared place. What was decided
 * once stays, also when somebody opens the home later. Call it under the lock.
 *
 * @throws AppError `postgres.unreachable`, `postgres.data-missing`, `postgres.foreign-owner`
 */
export async function placeData(home: Home): Promise<DataPlace> {
  const recorded = await recordedLocation(home)
  const directory = recorded ?? home.dataDirectory
  if (await hasFiles(directory)) {
    const identity = await identityForData(directory)
    if (identity !== undefined && !(await canEnter(directory, identity)))
      throw unreachable(directory, identity)
    return { directory, identity, exists: true }
  }
  if (recorded !== undefined) throw dataMissing(home, recorded)
  const identity = identityForNewData()
  if (identity === undefined || (await canEnter(home.directory, identity))) {
    return { directory, identity, exists: false }
  }
  const place = await openSharedPlace(home.directory, identity)
  return { directory: await freeName(place, home.directory), identity, exists: false }
}

/** Writes down where new data went; nothing is written when they are in the home itself. */
export async function recordLocation(home: Home, dataDirectory: string): Promise<void> {
  if (dataDirectory === home.dataDirectory) return
  const lines = [
    '# The data of the embedded PostgreSQL are not in this directory: its server does not run as root,',
    '# and other users cannot enter here. They are in the directory named on the next line.',
    dataDirectory,
  ]
  const draft = `${home.locationFile}.new`
  await writeFile(draft, `${lines.join('\n')}\n`)
  await rename(draft, home.locationFile)
}

async function recordedLocation(home: Home): Promise<string | undefined> {
  const text = await readFile(home.locationFile, 'utf8').catch(() => '')
  return text
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line !== '' && !line.startsWith('#'))
}

async function hasFiles(directory: string): Promise<boolean> {
  const names = await readdir(directory).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    // Private data of another user: they exist, and the owner is what is wrong with them.
    if (error instanceof Error && 'code' in error && error.code === 'EACCES') return ['unreadable']
    throw error
  })
  return names.length > 0
}

/** A deleted home leaves its data behind; a new home at the same path must not take them for its own. */
async function freeName(place: string, home: string): Promise<string> {
  const hash = createHash('sha256').update(home).digest('hex').slice(0, 16)
  for (let number = 1; ; number++) {
    const candidate = join(place, number === 1 ? `data-${hash}` : `data-${hash}-${number}`)
    const taken = await access(candidate).then(
      () => true,
      () => false,
    )
    if (!taken) return candidate
  }
}

function dataMissing(home: Home, recorded: string): AppError {
  return new AppError('postgres.data-missing', 'the data of the embedded PostgreSQL are gone', {
    expected: `a data directory ${recorded}, as ${home.locationFile} says`,
    received: 'no such directory, or an empty one',
    remedy: `Restore it from a backup, or delete ${home.locationFile} to start with an empty database`,
    details: { dataDirectory: recorded },
  })
}
