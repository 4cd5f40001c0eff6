import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { AppError } from '@director/errors'
import type pg from 'pg'
import type { Database } from './database.js'

// Chosen by Prisma for the same purpose: its own `migrate deploy` and ours exclude one another.
const MIGRATION_LOCK = 72707369

/** A step that brings its own schema along, such as the queue's; runs under the same lock. */
export type FurtherMigration = (client: pg.PoolClient) => Promise<void>

/**
 * Brings the database to the schema of this version. Any number of processes may call it at once: one works, the
 * others wait. Keeps the table Prisma keeps, so `prisma migrate status` agrees afterwards.
 *
 * @returns names of the migrations applied by this call
 * @throws AppError `database.migration-failed` with the migration's name; nothing of that migration stays
 */
export async function migrate(
  database: Database,
  furtherMigration?: FurtherMigration,
): Promise<readonly string[]> {
  const client = await database.pool.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK])
    const applied = await applyPending(client)
    await furtherMigration?.(client)
    return applied
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined)
    client.release()
  }
}

async function applyPending(client: pg.PoolClient): Promise<readonly string[]> {
  await client.query(CREATE_MIGRATIONS_TABLE)
  const { rows } = await client.query<{ migration_name: string }>(
    'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  )
  const done = new Set(rows.map((row) => row.migration_name))
  const pending = migrationNames().filter((name) => !done.has(name))
  for (const name of pending) await applyMigration(client, name)
  return pending
}

async function applyMigration(client: pg.PoolClient, name: string): Promise<void> {
  const script = readFileSync(new URL(`${name}/migration.sql`, migrationsFolder()), 'utf8')
  try {
    await client.query('BEGIN')
    await client.query(script)
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), now(), 1)`,
      [randomUUID(), createHash('sha256').update(script).digest('hex'), name],
    )
    await client.query('COMMIT')
  } catch (error) {
    // Fails only when the connection is gone, which is then the cause below.
    await client.query('ROLLBACK').catch(() => undefined)
    throw new AppError(
      'database.migration-failed',
      `migration ${name} failed: ${String(Object(error).message)}`,
      {
        remedy: 'The database is as it was before; restore a matching version or report this',
        cause: error,
      },
    )
  }
}

function migrationNames(): readonly string[] {
  return readdirSync(migrationsFolder(), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
}

// Sources and build result lie at different depths; both have the folder prisma/ above them.
function migrationsFolder(): URL {
  let folder = new URL('./', import.meta.url)
  while (!existsSync(new URL('prisma/migrations/', folder))) {
    const parent = new URL('../', folder)
    if (parent.href === folder.href)
      throw new AppError('database.migrations-missing', 'folder prisma/migrations not found')
    folder = parent
  }
  return new URL('prisma/migrations/', folder)
}

const CREATE_MIGRATIONS_TABLE = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name varchar(255) NOT NULL,
    logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(),
    applied_steps_count integer NOT NULL DEFAULT 0)`
