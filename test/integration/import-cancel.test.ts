import 'reflect-metadata'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openImports, type ImportsApplication } from '../support/imports/imports-application.js'
import {
  slowDirectory,
  slowMariadb,
  slowPostgresql,
  slowRestApi,
  slowSqlite,
  slowSqlServer,
  type SlowSource,
} from '../support/slow/slow-sources.js'

/** What is promised: so long after it was told to, or after its timeout, a server works no more. */
const STOPPED_WITHIN_MS = 2_000
const TIMEOUT_SECONDS = 1

const KINDS = ['PostgreSQL', 'MariaDB', 'SQLite', 'SQL Server', 'REST', 'LDAP'] as const
const slowSources = new Map<string, SlowSource>()
let app: ImportsApplication

beforeAll(async () => {
  app = await openImports()
  slowSources.set('PostgreSQL', slowPostgresql(app.url, app.database))
  slowSources.set('MariaDB', await slowMariadb())
  slowSources.set('SQLite', await slowSqlite())
  slowSources.set('SQL Server', await slowSqlServer())
  slowSources.set('REST', await slowRestApi())
  slowSources.set('LDAP', await slowDirectory())
})

afterAll(async () => {
  for (const source of slowSources.values()) await source.stop()
  await app?.close()
})

beforeEach(() => app.clear())

/** Imports two rows, then makes the source slow and imports it again. */
async function importSlowly(kind: string, settings: object = {}) {
  const source = slowSources.get(kind)
  if (source === undefined) throw new Error(`no source for ${kind}`)
  const { type, keyColumn, quick, slow } = source
  source.become?.('quick')
  await app.sources.create({ name: 'cmdb', type, keyColumn, settings: quick })
  const good = await app.run()
  expect(good).toMatchObject({ state: 'succeeded', counters: { created: 2 } })
  const before = await stored()
  source.become?.('slow')
  await app.sources.edit('cmdb', { settings: { ...slow, ...settings } })
  const abort = new AbortController()
  const run = app.run({ source: 'cmdb' }, abort.signal)
  await eventually(() => source.isBusy(), 20_000)
  return { abort, run, source, before }
}

async function stored() {
  const keys = Object.keys(await app.currentRows()).toSorted()
  return { keys, importRuns: await app.count('import_run'), rowVersions: await app.count('imported_row') }
}

async function eventually(check: () => Promise<boolean>, deadlineMs: number): Promise<void> {
  const deadline = performance.now() + deadlineMs
  while (!(await check())) {
    if (performance.now() > deadline) throw new Error(`not within ${deadlineMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

describe.each(KINDS)('an import from %s that does not come to its end', (kind) => {
  it('is stopped at the server when its run is cancelled, and stores nothing', async () => {
    const { abort, run, source, before } = await importSlowly(kind)
    abort.abort(new Error('cancelled by an operator'))
    await eventually(async () => !(await source.isBusy()), STOPPED_WITHIN_MS)
    expect(await run).toMatchObject({
      state: 'cancelled',
      message: 'import source "cmdb": the import was stopped; nothing of it was stored',
    })
    expect(await stored()).toEqual(before)
    expect(before.keys).toEqual(['web1', 'web2'])
    expect((await app.history.list('cmdb'))[0]).toMatchObject({ outcome: 'cancelled', importRunId: null })
  })

  it('is stopped at the server after its timeout, names source and cause, and stores nothing', async () => {
    const { run, source, before } = await importSlowly(kind, { timeoutSeconds: TIMEOUT_SECONDS })
    await eventually(async () => !(await source.isBusy()), TIMEOUT_SECONDS * 1_000 + STOPPED_WITHIN_MS)
    expect(await run).toMatchObject({
      state: 'failed',
      message: expect.stringMatching(/^import source "cmdb": /),
      error: { code: 'source.timed-out', remedy: expect.stringMatching(/\w/) },
    })
    expect(await stored()).toEqual(before)
    expect(before.keys).toEqual(['web1', 'web2'])
    expect((await app.history.list('cmdb'))[0]).toMatchObject({
      outcome: 'failed',
      error: { code: 'source.timed-out' },
      importRunId: null,
    })
  })
})
