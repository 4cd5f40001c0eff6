import { stat } from 'node:fs/promises'
import { AppError } from '@director/errors'

/** The system user as whom the server's programs run. */
export interface ServerIdentity {
  readonly uid: number
  readonly gid: number
}

/** PostgreSQL refuses to run as root; `nobody` has this number on Linux and needs no preparation. */
const NOBODY: ServerIdentity = { uid: 65534, gid: 65534 }

/** The user for a new server; undefined: the user of this process. */
export function identityForNewData(): ServerIdentity | undefined {
  return process.getuid?.() === 0 ? NOBODY : undefined
}

/**
 * The user for data that exist: their owner, because PostgreSQL opens only what belongs to it.
 *
 * @returns undefined when this process is that user
 * @throws AppError `postgres.foreign-owner` when this process cannot become that user
 */
export async function identityForData(dataDirectory: string): Promise<ServerIdentity | undefined> {
  const ownUid = process.getuid?.()
  if (ownUid === undefined) return undefined
  const { uid, gid } = await stat(dataDirectory)
  if (ownUid !== 0 && uid === ownUid) return undefined
  if (ownUid === 0 && uid !== 0) return { uid, gid }
  const expected = ownUid === 0 ? NOBODY.uid : ownUid
  throw new AppError('postgres.foreign-owner', `the data in ${dataDirectory} belong to another user`, {
    expected: `user id ${expected}`,
    received: `user id ${uid}`,
    remedy: `Run Director Jobs as that user, or give the data to this one: chown -R ${expected} ${dataDirectory}`,
    details: { dataDirectory, uid, expected },
  })
}
