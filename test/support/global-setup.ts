import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Database, migrate } from '@director/database'
import { startEmbeddedPostgres } from '@director/embedded-postgres'
import { migrateQueue } from '@director/queue'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
  }
}

/** Starts one embedded PostgreSQL for all test files and prepares the template every test database is cloned from. */
export default async function startServers(project: TestProject): Promise<() => Promise<void>> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'director-test-'))
  const postgres = await startEmbeddedPostgres({ home })
  const template = new URL(postgres.url)
  const administration = await Database.connect({ url: postgres.url, applicationName: 'test set-up' })
  await administration.query('CREATE DATABASE director_template')
  await administration.close()
  template.pathname = '/director_template'
  const database = await Database.connect({ url: template.href, applicationName: 'test set-up' })
  await migrate(database, migrateQueue)
  await database.close()
  project.provide('postgresUrl', postgres.url)
  return async () => {
    await postgres.release()
    fs.rmSync(postgres.dataDirectory, { recursive: true, force: true })
    fs.rmSync(home, { recursive: true, force: true })
  }
}
