import { chmod, mkdir } from 'node:fs/promises'
import { AppError } from '@director/errors'
import { canEnter } from './reachability.js'
import type { ServerIdentity } from './server-identity.js'

/** Where a server started by root finds its programs and data when it cannot enter the clone or the home. */
export const SHARED_PLACE = '/var/lib/director-jobs'

/**
 * Creates the shared place when it is missing; one that exists is left as it is.
 *
 * @param blocked the directory the server cannot enter, for the message
 * @throws AppError `postgres.unreachable`
 */
export async function openSharedPlace(blocked: string, identity: ServerIdentity): Promise<string> {
  try {
    const created = await mkdir(SHARED_PLACE, { recursive: true })
    // The mode must not depend on the umask of whoever came first.
    if (created !== undefined) await chmod(SHARED_PLACE, 0o755)
  } catch (cause) {
    throw unreachable(blocked, identity, cause)
  }
  if (!(await canEnter(SHARED_PLACE, identity))) throw unreachable(blocked, identity)
  return SHARED_PLACE
}

/** The server cannot enter a directory, and there is no other place. */
export function unreachable(blocked: string, identity: ServerIdentity, cause?: unknown): AppError {
  return new AppError('postgres.unreachable', `PostgreSQL cannot enter ${blocked}`, {
    expected: `a directory that user id ${identity.uid} may enter, or ${SHARED_PLACE} to be usable instead`,
    received: cause instanceof Error ? cause.message : 'a parent directory closed to other users',
    remedy: 'Set DIRECTOR_HOME to a directory below /srv or /var/lib, or do not run Director Jobs as root',
    details: { directory: blocked, uid: identity.uid },
    ...(cause === undefined ? {} : { cause }),
  })
}
