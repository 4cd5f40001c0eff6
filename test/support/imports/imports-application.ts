import type { DynamicModule, Type } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { DatabaseModule, ImportedRowStore } from '@director/database'
import { ImportApproval, ImportHistory, ImportJob, ImportSources, ImportsModule } from '@director/imports'
import { runJob, type Row } from '@director/kit'
import { openSecretBox, SecretBoxModule } from '@director/secrets'
import { ListedSource, ListedSourceModule } from './listed-source.js'
import { createTestDatabase } from '../test-database.js'

/** Imports with a database of their own; the rows of every source are those the test lists. */
export type ImportsApplication = Awaited<ReturnType<typeof openImports>>

/**
 * Opens a database and the imports on it; `source` makes the import source `cmdb`.
 *
 * @param modules that bring more types of sources
 */
export async function openImports(...modules: readonly (DynamicModule | Type)[]) {
  const test = await createTestDatabase()
  const { database } = test
  const secretBox = openSecretBox({ keyFromEnvironment: 'ab'.repeat(32), keyFile: '/nowhere' })
  const imports = [DatabaseModule.of(database), SecretBoxModule.of(secretBox), ImportsModule, ...modules]
  const context = await NestFactory.createApplicationContext(
    { module: ListedSourceModule, imports },
    { logger: false, abortOnError: false },
  )
  const sources = context.get(ImportSources)
  const stored = context.get(ImportedRowStore, { strict: false })
  return {
    url: test.url,
    database,
    sources,
    approval: context.get(ImportApproval),
    history: context.get(ImportHistory),
    job: context.get(ImportJob),
    source: (fields: object = {}) => sources.create({ name: 'cmdb', type: 'test.listed', ...fields }),
    /** Imports the rows from `cmdb`. */
    import: (rows: readonly Row[], settings: object = {}, signal?: AbortSignal) => {
      ListedSource.rows = rows
      return runJob(context.get(ImportJob), {
        settings: { source: 'cmdb', ...settings },
        ...(signal === undefined ? {} : { signal }),
      })
    },
    latestImportRun: () => stored.latestImportRun('cmdb'),
    /** Keys and data of the current rows of `cmdb`. */
    currentRows: async () => {
      const found: Record<string, unknown> = {}
      for await (const { key, data } of stored.streamCurrentRows('cmdb')) found[key] = data
      return found
    },
    count: async (table: string) => {
      const [row] = await database.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`)
      return row?.count
    },
    close: async () => {
      await context.close()
      await test.close()
    },
  }
}
