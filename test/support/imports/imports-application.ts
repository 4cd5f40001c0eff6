import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { DynamicModule, Type } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { DatabaseModule, ImportedRowStore, type Database, type ImportedRow } from '@director/database'
import { ImportApproval, ImportHistory, ImportJob, ImportSources, ImportsModule } from '@director/imports'
import { runJob, type Row } from '@director/kit'
import { openSecretBox, SecretBoxModule } from '@director/secrets'
import { SourcesModule } from '@director/sources'
import { createTestDatabase } from '../test-database.js'
import { ListedSource, ListedSourceModule } from './listed-source.js'

/** Imports with a database and a folder of their own, whose sources may be of every delivered type and `test.listed`. */
export type ImportsApplication = Awaited<ReturnType<typeof openImports>>

/**
 * Opens a database and the imports on it. Relative paths in the settings of sources count from `folder`.
 *
 * @param modules that bring more: types of sources, other features
 */
export async function openImports(...modules: readonly (DynamicModule | Type)[]) {
  const test = await createTestDatabase()
  const { url, database } = test
  const folder = await mkdtemp(path.join(os.tmpdir(), 'director-imports-'))
  const secretBox = openSecretBox({ keyFromEnvironment: 'ab'.repeat(32), keyFile: '/nowhere' })
  const delivered = [SecretBoxModule.of(secretBox), SourcesModule.forFilesIn(folder), ImportsModule]
  const context = await NestFactory.createApplicationContext(
    { module: ListedSourceModule, imports: [DatabaseModule.of(database), ...delivered, ...modules] },
    { logger: false, abortOnError: false },
  )
  return {
    url,
    database,
    folder,
    /** Any other part of it. */
    get: <Part>(part: Type<Part>) => context.get(part, { strict: false }),
    approval: context.get(ImportApproval),
    history: context.get(ImportHistory),
    ...definitions(context.get(ImportSources), folder),
    ...runs(context.get(ImportJob)),
    ...stored(database, context.get(ImportedRowStore, { strict: false })),
    close: async () => {
      await context.close()
      await test.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function definitions(sources: ImportSources, folder: string) {
  const write = (name: string, content: string | Uint8Array) => writeFile(path.join(folder, name), content)
  return {
    sources,
    /** Writes a file into the folder. */
    write,
    /** Makes the import source `cmdb`, whose rows are those the test lists. */
    source: (fields: object = {}) => sources.create({ name: 'cmdb', type: 'test.listed', ...fields }),
    /** Makes the import source `cmdb`, which reads the file `hosts.csv` with this content; its key is "name". */
    csvSource: async (content: string, fields: object = {}) => {
      await write('hosts.csv', content)
      const settings = { path: 'hosts.csv' }
      return sources.create({
        name: 'cmdb',
        type: 'director.csv-file',
        keyColumn: 'name',
        settings,
        ...fields,
      })
    },
  }
}

function runs(job: ImportJob) {
  const run = (settings: object = { source: 'cmdb' }, signal?: AbortSignal) =>
    runJob(job, { settings, ...(signal === undefined ? {} : { signal }) })
  return {
    job,
    /** Imports `cmdb`, or what the settings of the job say. */
    run,
    /** Imports the listed rows from `cmdb`. */
    import: (rows: readonly Row[], settings: object = {}, signal?: AbortSignal) => {
      ListedSource.rows = rows
      return run({ source: 'cmdb', ...settings }, signal)
    },
  }
}

function stored(database: Database, rows: ImportedRowStore) {
  const importedRows = async (source = 'cmdb') => {
    const found: ImportedRow[] = []
    for await (const row of rows.streamCurrentRows(source)) found.push(row)
    return found
  }
  return {
    latestImportRun: () => rows.latestImportRun('cmdb'),
    /** The current rows of a source in the order of their keys. */
    importedRows,
    /** Keys and data of the current rows of `cmdb`. */
    currentRows: async () => Object.fromEntries((await importedRows()).map(({ key, data }) => [key, data])),
    count: async (table: string) => {
      const [row] = await database.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`)
      return row?.count
    },
    /** Forgets all sources and everything imported from them. */
    clear: async () => {
      await database.query('DELETE FROM import_source')
    },
  }
}
