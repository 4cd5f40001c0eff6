import { randomUUID } from 'node:crypto'
import { Database } from '@director/database'
import { inject } from 'vitest'

/** A migrated database of its own. */
export interface TestDatabase {
  readonly url: string
  readonly database: Database
  /** Drops it; fails when the code under test left connections open. */
  close(): Promise<void>
}

/** Clones the template: a migrated, empty database for one test file. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = inject('postgresUrl')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await administer(serverUrl, `CREATE DATABASE ${name} TEMPLATE director_template`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  const database = await Database.connect({ url: url.href, applicationName: 'test' })
  return {
    url: url.href,
    database,
    close: async () => {
      await database.close()
      const leaks = await openConnections(serverUrl, name)
      await administer(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`)
      if (leaks.length > 0) throw new Error(`connections left open: ${leaks.join(', ')}`)
    },
  }
}

async function administer(serverUrl: string, statement: string): Promise<void> {
  const database = await Database.connect({ url: serverUrl, applicationName: 'test set-up' })
  await database.query(statement).finally(() => database.close())
}

// A connection that was closed a moment ago may still be listed.
async function openConnections(serverUrl: string, name: string): Promise<readonly string[]> {
  const database = await Database.connect({ url: serverUrl, applicationName: 'test set-up' })
  try {
    for (let tries = 0; ; tries += 1) {
      const rows = await database.query<{ application: string }>(
        'SELECT application_name AS application FROM pg_stat_activity WHERE datname = $1',
        [name],
      )
      if (rows.length === 0 || tries >= 20) return rows.map((row) => row.application)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  } finally {
    await database.close()
  }
}
