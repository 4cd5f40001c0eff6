import type { SqlSession } from '../database.js'

// An arbitrary number, chosen once for this purpose.
const CONFIGURATION_LOCK = 4_717_233_501

/**
 * Held to the end of the transaction by who stores a configuration and by who clears unused ones away: otherwise a file
 * found in store could be gone before it is linked.
 */
export async function lockConfigurations(session: SqlSession): Promise<void> {
  await session.query('SELECT pg_advisory_xact_lock($1)', [CONFIGURATION_LOCK])
}
