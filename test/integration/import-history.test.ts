import 'reflect-metadata'
import { once } from 'node:events'
import { ImportAttemptStore } from '@director/database'
import { AppError } from '@director/errors'
import { runJob } from '@director/kit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openImports, type ImportsApplication } from '../support/imports/imports-application.js'
import { hosts, ListedSource } from '../support/imports/listed-source.js'

let app: ImportsApplication

beforeAll(async () => {
  app = await openImports()
})

afterAll(async () => {
  await app?.close()
})

beforeEach(async () => {
  await app.database.query('DELETE FROM import_source')
})

const outcomes = async () => (await app.history.list('cmdb')).map(({ outcome }) => outcome)
const state = async () => (await app.sources.get('cmdb')).state

async function stopWhileReading(reason?: Error) {
  await app.sources.edit('cmdb', { settings: { waitAfter: 2 } })
  const abort = new AbortController()
  const waits = once(ListedSource.events, 'waits')
  const running = app.import(hosts(600), {}, abort.signal)
  await waits
  abort.abort(reason)
  const run = await running
  await app.sources.edit('cmdb', { settings: {} })
  return run
}

describe('the history of imports', () => {
  it('has an attempt of every import and check, newest first, also of those that stored nothing', async () => {
    await app.source()
    await app.import(hosts(2))
    await app.import(hosts(2))
    await app.import(hosts(3), { checkOnly: true })
    await app.import([{ name: null }])
    await app.import([])
    await app.approval.reject('cmdb', { by: 'ada' })
    await app.import([])
    await app.approval.approve('cmdb', { by: 'grace' })
    expect(await outcomes()).toEqual([
      'approved',
      'held',
      'rejected',
      'held',
      'failed',
      'pending',
      'unchanged',
      'imported',
    ])
    expect((await app.history.list('cmdb', { limit: 2 })).map(({ outcome }) => outcome)).toEqual([
      'approved',
      'held',
    ])
  })

  it('tells figures, columns, run and times of an import', async () => {
    const { id } = await app.source()
    const run = await app.import([
      { name: 'web1', os: 'linux', note: null },
      { name: 'web2', rack: 4, room: '' },
    ])
    expect(run.state).toBe('succeeded')
    const [attempt] = await app.history.list('cmdb')
    expect(attempt).toEqual({
      id: expect.any(Number),
      sourceId: id,
      runId: '00000000-0000-4000-8000-000000000000',
      requestedBy: null,
      checkOnly: false,
      startedAt: expect.any(Date),
      finishedAt: expect.any(Date),
      outcome: 'imported',
      rowCount: 2,
      created: 2,
      changed: 0,
      removed: 0,
      unchanged: 0,
      skipped: 0,
      checksum: (await app.latestImportRun())?.checksum,
      importRunId: (await app.latestImportRun())?.id,
      error: null,
      columns: ['name', 'os', 'rack'],
      skippedRows: [],
    })
    expect(attempt?.finishedAt?.getTime()).toBeGreaterThanOrEqual(attempt?.startedAt.getTime() ?? Infinity)
  })

  it('tells of a check what it found', async () => {
    await app.source()
    await app.import(hosts(2))
    await app.import(hosts(3, { os: 'linux' }), { checkOnly: true })
    const [attempt] = await app.history.list('cmdb')
    expect(attempt).toMatchObject({ checkOnly: true, created: 1, changed: 2, importRunId: null })
  })

  it('tells of a failed import why, and how far it was; nothing of it is stored', async () => {
    await app.source({ settings: { failAfter: 700 } })
    await app.import(hosts(800))
    const [attempt] = await app.history.list('cmdb')
    // All batches that were whole: 700 rows are.
    expect(attempt).toMatchObject({
      outcome: 'failed',
      rowCount: 700,
      created: 0,
      checksum: null,
      columns: ['name'],
    })
    expect(attempt?.error).toMatchObject({ message: 'import source "cmdb": the source died' })
    expect(await app.count('imported_row')).toBe(0)
  })

  it('tells of a held import the guards and what it would have changed', async () => {
    await app.source()
    await app.import(hosts(4))
    await app.import([])
    const [attempt] = await app.history.list('cmdb')
    expect(attempt).toMatchObject({
      outcome: 'held',
      rowCount: 0,
      removed: 4,
      error: { code: 'import.held' },
    })
    expect(attempt?.error?.details).toMatchObject({ guards: [{ guard: 'minimumRows' }] })
  })

  it('has stopped imports', async () => {
    await app.source()
    expect((await stopWhileReading()).state).toBe('cancelled')
    expect(await app.history.list('cmdb')).toMatchObject([
      { outcome: 'cancelled', error: { code: 'run.cancelled' } },
    ])
  })

  it('has an import that is under way, which is no failure', async () => {
    await app.source({ settings: { waitAfter: 2 } })
    const abort = new AbortController()
    const waits = once(ListedSource.events, 'waits')
    const running = app.import(hosts(3), {}, abort.signal)
    await waits
    try {
      expect(await app.history.list('cmdb')).toMatchObject([
        { outcome: 'running', startedAt: expect.any(Date), finishedAt: null, error: null },
      ])
      expect(await state()).toBe('unknown')
    } finally {
      abort.abort()
      await running
    }
    expect(await outcomes()).toEqual(['cancelled'])
  })

  it('frees what tells that an import is under way when it is over', async () => {
    await app.source()
    await app.import(hosts(1))
    await app.import([{ name: null }])
    await app.import([])
    const locks = `SELECT FROM pg_locks WHERE locktype = 'advisory' AND database =
      (SELECT oid FROM pg_database WHERE datname = current_database())`
    expect(await app.database.query(locks)).toEqual([])
  })

  it('tells who decided about a held import', async () => {
    await app.source()
    await app.import(hosts(1))
    await app.import([])
    const { importRunId } = await app.approval.approve('cmdb', { by: 'ada' })
    const [attempt] = await app.history.list('cmdb')
    expect(attempt).toMatchObject({ requestedBy: 'ada', removed: 1, importRunId })
  })

  it('keeps texts PostgreSQL cannot store in a form it can', async () => {
    await app.source()
    await app.import([{ name: 'a\0b', 'o\0s': 1 }])
    const [attempt] = await app.history.list('cmdb')
    expect(attempt).toMatchObject({ outcome: 'failed', error: { code: 'import.unstorable-value' } })
  })

  it('never hides why an import failed, nor what it stored, when it cannot be written', async () => {
    await app.source()
    await app.database.query('ALTER TABLE import_attempt RENAME TO moved_attempt')
    try {
      const failed = await app.import([{ name: null }])
      expect(failed.error?.code).toBe('import.missing-key')
      const imported = await app.import(hosts(2))
      expect(imported.state).toBe('succeeded')
      expect(imported.log).toContainEqual(
        expect.objectContaining({ level: 'warn', message: 'attempt not recorded in the history' }),
      )
    } finally {
      await app.database.query('ALTER TABLE moved_attempt RENAME TO import_attempt')
    }
    expect(Object.keys(await app.currentRows())).toEqual(['web1', 'web2'])
  })

  it('has every import that stored rows: without its end there, nothing is stored', async () => {
    await app.source()
    await app.import(hosts(1))
    await app.database.query(`CREATE FUNCTION refuse_end() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'no room'; END $$`)
    await app.database.query(
      'CREATE TRIGGER refuse_end BEFORE UPDATE ON import_attempt FOR EACH ROW EXECUTE FUNCTION refuse_end()',
    )
    try {
      const run = await app.import(hosts(2))
      expect([run.state, run.error?.message]).toEqual(['failed', 'import source "cmdb": no room'])
    } finally {
      await app.database.query('DROP FUNCTION refuse_end CASCADE')
    }
    expect(Object.keys(await app.currentRows())).toEqual(['web1'])
    expect(await outcomes()).toEqual(['lost', 'imported'])
    expect(await state()).toBe('failing')
  })

  it('knows the columns of the latest attempt that read any rows', async () => {
    const { id } = await app.source({ guards: { minimumRows: 0 } })
    const columns = () => app.get(ImportAttemptStore).latestColumns(id)
    expect(await columns()).toEqual([])
    await app.import(hosts(1, { os: 'linux' }))
    await app.import([])
    expect(await columns()).toEqual(['name', 'os'])
  })
})

describe('the state of a source', () => {
  it('is that of its latest attempt', async () => {
    await app.source()
    expect(await app.sources.get('cmdb')).toMatchObject({
      state: 'unknown',
      lastAttemptAt: null,
      lastError: null,
    })
    await app.import(hosts(2))
    expect(await app.sources.get('cmdb')).toMatchObject({ state: 'in-sync', lastAttemptAt: expect.any(Date) })
    await app.import(hosts(3), { checkOnly: true })
    expect(await state()).toBe('pending-changes')
    await app.import([{ name: null }])
    expect(await app.sources.get('cmdb')).toMatchObject({
      state: 'failing',
      lastError: { code: 'import.missing-key' },
    })
    await app.import([])
    expect(await app.sources.get('cmdb')).toMatchObject({ state: 'held', lastError: { code: 'import.held' } })
    await app.import([{ name: null }])
    expect(await app.sources.get('cmdb')).toMatchObject({ state: 'failing', heldAt: expect.any(Date) })
    await app.approval.reject('cmdb', { by: 'ada' })
    expect(await app.sources.get('cmdb')).toMatchObject({ state: 'pending-changes', heldAt: null })
    await app.import(hosts(2))
    expect(await app.sources.get('cmdb')).toMatchObject({ state: 'in-sync', lastError: null })
  })

  it('stays what it was when an import is stopped', async () => {
    await app.source()
    await app.import(hosts(2))
    await stopWhileReading()
    expect(await state()).toBe('in-sync')
  })

  it('is failing after an import that took too long', async () => {
    await app.source()
    const run = await stopWhileReading(new AppError('run.timed-out', 'not finished within 60 s'))
    expect(run.error?.code).toBe('run.timed-out')
    expect(await app.sources.get('cmdb')).toMatchObject({
      state: 'failing',
      lastError: { code: 'run.timed-out' },
    })
  })

  it('is told of every source of the list', async () => {
    await app.source()
    await app.import(hosts(2))
    await app.sources.create({ name: 'other', type: 'test.listed' })
    const list = await app.sources.list()
    expect(list.map(({ name, state }) => [name, state])).toEqual([
      ['cmdb', 'in-sync'],
      ['other', 'unknown'],
    ])
  })
})

describe('the progress of an import', () => {
  it('has the rows of the last import as total', async () => {
    await app.source()
    await app.import(hosts(1_200))
    const run = await app.import(hosts(1_300))
    expect(run.progress.length).toBeGreaterThan(2)
    for (const { done, total } of run.progress) expect(total).toBe(Math.max(done, 1_200))
    expect(run.progress.at(-1)).toEqual({ done: 1_300, total: 1_300, unit: 'rows' })
  })

  it('tells of the import job every source by itself', async () => {
    await app.source()
    ListedSource.rows = hosts(2)
    const run = await runJob(app.job, { settings: {} })
    expect(run.message).toBe('cmdb: 2 rows, 2 created, 0 changed, 0 removed')
    expect(await outcomes()).toEqual(['imported'])
  })
})
