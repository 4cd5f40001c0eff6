import 'reflect-metadata'
import path from 'node:path'
import { SourcesModule } from '@director/sources'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openImports, type ImportsApplication } from '../support/imports/imports-application.js'
import { eventually, startProcess, type StartedProcess } from '../support/installation.js'

const PROGRAM = path.resolve(import.meta.dirname, '../support/imports/import-program.js')

let app: ImportsApplication
let program: StartedProcess | undefined

beforeEach(async () => {
  app = await openImports(SourcesModule)
})
afterEach(async () => {
  await program?.end('SIGKILL')
  await app?.close()
})

const quick = () => ({ url: app.url, query: `SELECT 'web1' AS name` })
const slow = () => ({ url: app.url, query: `SELECT 'web2' AS name FROM pg_sleep(600)` })
const latest = async () => (await app.history.list('cmdb'))[0]
const outcomes = async () => (await app.history.list('cmdb')).map(({ outcome }) => outcome)

it('leaves an import whose process was killed in the history as lost, and its source failing until the next one', async () => {
  await app.source({ type: 'director.postgresql-query', keyColumn: 'name', settings: quick() })
  expect((await app.import([])).state).toBe('succeeded')
  await app.sources.edit('cmdb', { settings: slow() })
  program = startProcess([PROGRAM, app.url, process.cwd(), 'cmdb'], process.env)
  await eventually('an import under way', async () => (await outcomes()).includes('running'))
  expect(await app.sources.get('cmdb')).toMatchObject({ state: 'in-sync' })

  await program.end('SIGKILL')
  await eventually('the import to be lost', async () => (await outcomes()).includes('lost'))
  expect(await latest()).toMatchObject({
    outcome: 'lost',
    startedAt: expect.any(Date),
    finishedAt: null,
    error: { code: 'import.lost', message: expect.stringContaining('import source "cmdb"') },
  })
  expect(await app.sources.get('cmdb')).toMatchObject({
    state: 'failing',
    lastError: { code: 'import.lost' },
  })
  expect(Object.keys(await app.currentRows())).toEqual(['web1'])

  await app.sources.edit('cmdb', { settings: quick() })
  expect((await app.import([])).state).toBe('succeeded')
  expect(await outcomes()).toEqual(['unchanged', 'lost', 'imported'])
  expect(await app.sources.get('cmdb')).toMatchObject({ state: 'in-sync', lastError: null })
})
