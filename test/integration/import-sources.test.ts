import 'reflect-metadata'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { INestApplicationContext } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { Database, DatabaseModule, ImportedRowStore } from '@director/database'
import { ImportJob, ImportSources, ImportsModule } from '@director/imports'
import { runJob } from '@director/kit'
import { MASK, openSecretBox, SecretBoxModule } from '@director/secrets'
import { SourcesModule } from '@director/sources'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'

let test: TestDatabase
let database: Database
let context: INestApplicationContext
let sources: ImportSources
let directory: string

beforeAll(async () => {
  test = await createTestDatabase()
  database = test.database
  directory = await mkdtemp(join(tmpdir(), 'director-import-sources-'))
  const secretBox = openSecretBox({ keyFromEnvironment: 'ab'.repeat(32), keyFile: '/nowhere' })
  const imports = [
    DatabaseModule.of(database),
    SecretBoxModule.of(secretBox),
    SourcesModule.forFilesIn(directory),
  ]
  context = await NestFactory.createApplicationContext(
    { module: ImportsModule, imports },
    { logger: false, abortOnError: false },
  )
  sources = context.get(ImportSources)
})

afterAll(async () => {
  await context?.close()
  await test?.close()
  await rm(directory, { recursive: true, force: true })
})

beforeEach(async () => {
  await database.query('DELETE FROM import_source')
})

const HOSTS = 'name,address,os\nweb1,10.0.0.1,linux\nweb2,10.0.0.2,linux\ndb1,10.0.0.3,\n'

async function csvSource(content: string) {
  await writeFile(join(directory, 'hosts.csv'), content)
  return sources.create({
    name: 'cmdb',
    type: 'director.csv-file',
    keyColumn: 'name',
    settings: { path: 'hosts.csv' },
  })
}

function runImport() {
  return runJob(context.get(ImportJob), { settings: { source: 'cmdb' } })
}

async function currentKeys() {
  const keys: string[] = []
  const rows = context.get(ImportedRowStore, { strict: false })
  for await (const row of rows.streamCurrentRows('cmdb')) keys.push(row.key)
  return keys
}

const count = async (table: string) =>
  Number((await database.query<{ count: string }>(`SELECT count(*) FROM ${table}`))[0]?.count)

describe('import sources', () => {
  const written = (fields: object = {}) => ({
    name: 'cmdb',
    type: 'director.postgresql-query',
    keyColumn: 'name',
    settings: { url: test.url, query: 'SELECT 1 AS name' },
    ...fields,
  })

  it('keep secrets sealed in the database and masked to people, and use them in clear text', async () => {
    const created = await sources.create(written())
    expect(created.settings['url']).toBe(MASK)
    const [stored] = await database.query<{ settings: { url: string } }>('SELECT settings FROM import_source')
    expect(stored?.settings.url).toMatch(/^enc:v1:/)
    await sources.edit('cmdb', { settings: { ...created.settings, query: `SELECT 'web7' AS name` } })
    expect((await runImport()).state).toBe('succeeded')
    expect(await currentKeys()).toEqual(['web7'])
  })

  it.each([
    ['import-source.invalid', { settings: { query: 'SELECT 1' } }, 'settings.url: expected a URL, or host'],
    [
      'import-source.invalid',
      { settings: { url: 'http://x', query: 'SELECT 1' } },
      'settings.url: expected an address',
    ],
    ['import-source.invalid', { name: 'n'.repeat(65) }, 'name: expected at most 64 characters'],
    ['import-source.invalid', { keycolumn: 'name' }, 'did you mean "keyColumn"?'],
    ['import-source.invalid', { keyColumn: undefined }, 'keyColumn: expected the column'],
    ['import-source-type.not-installed', { type: 'director.csv-fil' }, 'is not installed'],
  ])('are refused with %s: %j', async (code, fields, problem) => {
    const failure = await sources.create(written(fields)).catch((error: unknown) => error)
    expect(failure).toMatchObject({ code, message: expect.stringContaining(problem) })
    expect(await count('import_source')).toBe(0)
  })

  it('have names of their own, and are not changed from an old revision', async () => {
    const { revision } = await sources.create(written())
    await expect(sources.create(written())).rejects.toMatchObject({ code: 'import-source.name-taken' })
    await sources.edit('cmdb', { description: 'first' }, revision)
    await expect(sources.edit('cmdb', { description: 'second' }, revision)).rejects.toMatchObject({
      code: 'import-source.changed-meanwhile',
    })
    expect((await sources.get('cmdb')).description).toBe('first')
  })

  it('stay and keep their names while a sync rule reads them', async () => {
    await csvSource(HOSTS)
    await database.query(`INSERT INTO sync_rule (name, object_type, update_policy, properties) VALUES
      ('hosts', 'Host', 'merge', '[{"source":"cmdb","expression":"x","destination":"address"}]')`)
    for (const work of [sources.delete('cmdb'), sources.edit('cmdb', { name: 'other' })])
      await expect(work).rejects.toMatchObject({ code: 'import-source.in-use' })
    await database.query('DELETE FROM sync_rule')
  })

  it('are deleted with everything imported from them', async () => {
    await csvSource(HOSTS)
    await runImport()
    await sources.delete('cmdb')
    expect([await count('import_source'), await count('import_run'), await count('imported_row')]).toEqual([
      0, 0, 0,
    ])
    await expect(sources.delete('cmdb')).rejects.toMatchObject({ code: 'import-source.unknown' })
  })
})
