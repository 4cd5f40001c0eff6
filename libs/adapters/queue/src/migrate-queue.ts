import { runMigrations } from 'bullmq'
import type pg from 'pg'

/** Creates or updates BullMQ's own schema `bullmq`; repeated calls cost a millisecond. */
export async function migrateQueue(client: pg.PoolClient): Promise<void> {
  await runMigrations(client)
}
