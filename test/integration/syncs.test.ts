import 'reflect-metadata'
import { readFileSync } from 'node:fs'
import type { INestApplicationContext } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { DatabaseModule, ObjectChangeStore, SyncObjectStore, type Database } from '@director/database'
import { readWrittenObject } from '@director/icinga-objects'
import { runJob } from '@director/kit'
import { SyncJob, SyncRules, SyncsModule } from '@director/syncs'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { storeImportedRows } from '../support/imports/imported-rows.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'

const RUN_ID = '11111111-1111-4111-8111-111111111111'

let test: TestDatabase
let database: Database
let app: INestApplicationContext
let rules: SyncRules

beforeAll(async () => {
  test = await createTestDatabase()
  database = test.database
  app = await NestFactory.createApplicationContext(
    { module: SyncsModule, imports: [DatabaseModule.of(database)] },
    { logger: false, abortOnError: false },
  )
  rules = app.get(SyncRules)
})

afterAll(async () => {
  await app?.close()
  await test?.close()
})

beforeEach(async () => {
  await database.query(
    'TRUNCATE icinga_object, activity, job_definition, import_source, import_run, imported_row, sync_rule, sync_run CASCADE',
  )
  await storeImportedRows(database, 'cmdb', 'name', [])
})

const PROPERTIES = [
  { source: 'cmdb', expression: '${name}', destination: 'object_name' },
  { source: 'cmdb', expression: '${ip}', destination: 'address' },
  { source: 'cmdb', expression: '${os}', destination: 'vars.os' },
]

async function makeRule(rest: Record<string, unknown> = {}) {
  return rules.create({
    name: 'hosts',
    objectType: 'Host',
    updatePolicy: 'merge',
    properties: PROPERTIES,
    ...rest,
  })
}

const importRows = (rows: readonly Record<string, unknown>[], source = 'cmdb') =>
  storeImportedRows(database, source, 'name', rows)

const sync = (settings: Record<string, unknown> = { rule: 'hosts' }) =>
  runJob(app.get(SyncJob), { settings, run: { id: RUN_ID, definitionName: 'sync hosts' } })

async function storeObjects(...written: readonly Record<string, unknown>[]): Promise<void> {
  const objects = written.map((entry) => {
    const reading = readWrittenObject({ type: 'Host', ...entry })
    if (reading.kind === 'problems') throw new Error(JSON.stringify(reading.problems))
    return { object: reading.object }
  })
  await database.transaction((transaction) =>
    new ObjectChangeStore().create(transaction, objects, { author: 'somebody' }),
  )
}

async function hosts(): Promise<Record<string, unknown>> {
  const rows = await database.query<{ name: string; address: string | null; disabled: boolean }>(
    `SELECT name, properties ->> 'address' AS address, disabled FROM icinga_object WHERE type = 'Host' ORDER BY name`,
  )
  return Object.fromEntries(
    rows.map(({ name, address, disabled }) => [name, disabled ? 'disabled' : address]),
  )
}

const count = async (table: string) => {
  const [row] = await database.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`)
  return row?.count
}

/** Resolves when some statement waits for a lock; the test's own deadline ends the waiting. */
async function lockAwaited(): Promise<void> {
  for (;;) {
    const waiting = await database.query(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    )
    if (waiting.length > 0) return
  }
}

describe('a sync run', () => {
  it('creates, changes and purges hosts and counts what it did', async () => {
    await makeRule({ purge: true })
    await importRows([
      { name: 'h1', ip: '192.0.2.1', os: 'linux' },
      { name: 'h2', ip: '192.0.2.2', os: 'linux' },
      { name: 'h3', ip: '192.0.2.3', os: 'linux' },
    ])
    const first = await sync()
    expect(first).toMatchObject({
      state: 'succeeded',
      message: 'hosts: 3 rows, 3 created, 0 changed, 0 deleted, 0 unchanged',
      counters: { rows: 3, created: 3, changed: 0, deleted: 0, unchanged: 0 },
    })
    await importRows([
      { name: 'h1', ip: '192.0.2.1', os: 'linux' },
      { name: 'h2', ip: '192.0.2.22', os: 'linux' },
      { name: 'h4', ip: '192.0.2.4' },
    ])
    const second = await sync()
    expect(second.counters).toEqual({ rows: 3, created: 1, changed: 1, deleted: 1, unchanged: 1 })
    expect(await hosts()).toEqual({ h1: '192.0.2.1', h2: '192.0.2.22', h4: '192.0.2.4' })
  })

  it('writes one audit entry for every change, with both states, author and run', async () => {
    await makeRule({ purge: true })
    await importRows([{ name: 'h1', ip: '192.0.2.1' }])
    await sync()
    await importRows([{ name: 'h1', ip: '192.0.2.9' }])
    await sync()
    await importRows([{ name: 'h2' }])
    await sync()
    const entries = await database.query<Record<string, unknown>>(
      `SELECT action, object_name AS name, author, run_id AS run, before #>> '{properties,address}' AS before,
         after #>> '{properties,address}' AS after FROM activity ORDER BY id`,
    )
    const author = { author: 'job sync hosts', run: RUN_ID }
    expect(entries).toEqual([
      { action: 'create', name: 'h1', before: null, after: '192.0.2.1', ...author },
      { action: 'modify', name: 'h1', before: '192.0.2.1', after: '192.0.2.9', ...author },
      { action: 'create', name: 'h2', before: null, after: null, ...author },
      { action: 'delete', name: 'h1', before: '192.0.2.9', after: null, ...author },
    ])
  })

  it('leaves no sync run, no audit entry and no new revision when nothing changed', async () => {
    await makeRule()
    await importRows([{ name: 'h1', ip: '192.0.2.1' }])
    await sync()
    await importRows([{ name: 'h1', ip: '192.0.2.1' }])
    const again = await sync()
    expect(again.message).toBe('hosts: 1 row, 0 created, 0 changed, 0 deleted, 1 unchanged')
    expect([await count('sync_run'), await count('activity')]).toEqual([1, 1])
    expect(await database.query('SELECT revision FROM icinga_object')).toEqual([{ revision: 1 }])
  })

  it('remembers which imports it was made from', async () => {
    await makeRule()
    await importRows([{ name: 'h1' }])
    await sync()
    const [run] = await database.query<Record<string, unknown>>(
      `SELECT rule_name, created, changed, deleted, import_runs -> 'cmdb' #>> '{}' AS import, run_id FROM sync_run`,
    )
    const [latest] = await database.query<{ id: string }>('SELECT max(id)::text AS id FROM import_run')
    expect(run).toEqual({
      rule_name: 'hosts',
      created: 1,
      changed: 0,
      deleted: 0,
      import: latest?.id,
      run_id: RUN_ID,
    })
  })

  it('finds in a check what it would do, and does not do it', async () => {
    await makeRule({ purge: true })
    await importRows([{ name: 'h1', ip: '192.0.2.1' }])
    await sync()
    await importRows([{ name: 'h2' }])
    const check = await sync({ rule: 'hosts', applyChanges: false })
    expect(check).toMatchObject({ state: 'succeeded', counters: { created: 1, deleted: 1 } })
    expect(check.message).toContain('would change')
    expect(await hosts()).toEqual({ h1: '192.0.2.1' })
    expect([await count('sync_run'), await count('activity')]).toEqual([1, 1])
  })

  it('works through more rows than a batch, with keys of two sources interleaved', async () => {
    await importRows([], 'owners')
    const owner = { source: 'owners', expression: '${owner}', destination: 'vars.owner' }
    await makeRule({ purge: true, properties: [...PROPERTIES, owner] })
    const names = Array.from({ length: 5_003 }, (_, index) => `host-${String(index).padStart(5, '0')}`)
    await importRows(names.map((name) => ({ name, ip: '192.0.2.1' })))
    await importRows(
      names.map((name) => ({ name: name.toUpperCase(), owner: `owner of ${name}` })),
      'owners',
    )
    const run = await sync()
    expect(run.error).toBeUndefined()
    expect(run.counters).toMatchObject({ rows: 5_003, created: 5_003 })
    const wrong = await database.query(
      `SELECT name FROM icinga_object WHERE vars ->> 'owner' <> 'owner of ' || name OR properties ->> 'address' IS NULL`,
    )
    expect(wrong).toEqual([])
    expect((await sync()).counters).toMatchObject({ unchanged: 5_003, changed: 0 })
  })

  it('matches on object_name when the key column is something else', async () => {
    await makeRule({ properties: [{ ...PROPERTIES[0], expression: '${short}' }, PROPERTIES[1]] })
    await importRows([{ name: 'h1.example.com', short: 'h1', ip: '192.0.2.1' }])
    await sync()
    await importRows([{ name: 'h1.example.com', short: 'h1', ip: '192.0.2.2' }])
    expect((await sync()).counters).toMatchObject({ created: 0, changed: 1 })
    expect(await hosts()).toEqual({ h1: '192.0.2.2' })
  })

  it('waits for another sync, so that both together do it once', async () => {
    await makeRule()
    await makeRule({ name: 'same hosts' })
    await importRows([{ name: 'h1' }, { name: 'h2' }])
    const runs = await Promise.all([sync(), sync(), sync({ rule: 'same hosts' })])
    expect(runs.map((run) => run.state)).toEqual(['succeeded', 'succeeded', 'succeeded'])
    expect(runs.reduce((sum, run) => sum + (run.counters['created'] ?? 0), 0)).toBe(2)
  })

  it('fails without a trace when somebody changes one of its objects meanwhile', async () => {
    await makeRule()
    await importRows([{ name: 'h1', ip: '192.0.2.1' }])
    await sync()
    await importRows([{ name: 'h1', ip: '192.0.2.2' }])
    const client = await database.pool.connect()
    try {
      await client.query('BEGIN')
      await client.query(`UPDATE icinga_object SET revision = revision + 1 WHERE name = 'h1'`)
      const running = sync()
      await lockAwaited()
      await client.query('COMMIT')
      expect(await running).toMatchObject({ state: 'failed', error: { code: 'object.changed-meanwhile' } })
    } finally {
      client.release()
    }
    expect(await hosts()).toEqual({ h1: '192.0.2.1' })
  })

  it('lets objects of one sync name one another', async () => {
    const property = (destination: string, expression: string) => ({
      source: 'cmdb',
      destination,
      expression,
    })
    await makeRule({
      properties: [property('object_type', 'template'), property('import', '${parent}')],
    })
    await importRows([{ name: 'a', parent: 'z' }, { name: 'z' }])
    expect((await sync()).counters).toMatchObject({ created: 2 })
  })
})

describe('protection', () => {
  it('purges only what the rule created', async () => {
    await storeObjects({ name: 'by-hand', address: '192.0.2.7' })
    await makeRule({ purge: true })
    await importRows([{ name: 'by-hand', ip: '192.0.2.8' }, { name: 'h1' }])
    await sync()
    await importRows([{ name: 'h2' }])
    expect((await sync()).counters).toMatchObject({ deleted: 1 })
    expect(await hosts()).toEqual({ 'by-hand': '192.0.2.8', h2: null })
  })

  it('leaves templates and external objects with a matching name alone and says so', async () => {
    await storeObjects({ name: 'h1', kind: 'template' }, { name: 'h2', kind: 'external' })
    await makeRule({ updatePolicy: 'override' })
    await importRows([
      { name: 'h1', ip: '192.0.2.1' },
      { name: 'H2', ip: '192.0.2.2' },
    ])
    const run = await sync()
    expect(run.counters).toMatchObject({ created: 0, changed: 0, protected: 2 })
    expect(run.log.filter((line) => line.level === 'warn')).toHaveLength(2)
    expect(await hosts()).toEqual({ h1: null, h2: null })
  })

  it('disables instead of deleting, once, and enables again under override', async () => {
    await makeRule({ purge: true, purgeAction: 'disable', updatePolicy: 'override' })
    await importRows([
      { name: 'h1', ip: '192.0.2.1' },
      { name: 'h2', ip: '192.0.2.2' },
    ])
    await sync()
    await importRows([{ name: 'h1', ip: '192.0.2.1' }])
    expect((await sync()).counters).toMatchObject({ changed: 1, deleted: 0 })
    expect((await sync()).counters).toMatchObject({ changed: 0, deleted: 0 })
    expect(await hosts()).toEqual({ h1: '192.0.2.1', h2: 'disabled' })
    await importRows([
      { name: 'h1', ip: '192.0.2.1' },
      { name: 'h2', ip: '192.0.2.2' },
    ])
    await sync()
    expect(await hosts()).toEqual({ h1: '192.0.2.1', h2: '192.0.2.2' })
  })

  it('does not purge rows the filter hides', async () => {
    await makeRule({ purge: true, filter: 'os=linux' })
    await importRows([
      { name: 'h1', os: 'linux' },
      { name: 'h2', os: 'linux' },
    ])
    await sync()
    await importRows([
      { name: 'h1', os: 'linux' },
      { name: 'h2', os: 'bsd' },
    ])
    expect((await sync()).counters).toMatchObject({ deleted: 0, hidden: 1 })
    expect(Object.keys(await hosts())).toEqual(['h1', 'h2'])
  })

  it('lets the filter choose between rows of one name', async () => {
    await makeRule({
      purge: true,
      filter: 'state=live',
      properties: [{ ...PROPERTIES[0], expression: '${short}' }, PROPERTIES[1]],
    })
    await importRows([
      { name: '1', short: 'h1', state: 'retired', ip: '192.0.2.1' },
      { name: '2', short: 'h1', state: 'live', ip: '192.0.2.2' },
      { name: '3', short: 'H1', state: 'retired', ip: '192.0.2.3' },
    ])
    expect((await sync()).counters).toMatchObject({ created: 1, hidden: 2 })
    expect(await hosts()).toEqual({ h1: '192.0.2.2' })
  })

  it('does not purge what somebody made a template of', async () => {
    await makeRule({ purge: true })
    await importRows([{ name: 'h1' }, { name: 'h2' }])
    await sync()
    await database.query(`UPDATE icinga_object SET kind = 'template' WHERE name = 'h1'`)
    await importRows([{ name: 'h3' }])
    expect((await sync()).counters).toMatchObject({ deleted: 1 })
    expect(Object.keys(await hosts())).toEqual(['h1', 'h3'])
  })

  it('refuses to purge when a source is empty, unless the rule allows it', async () => {
    await makeRule({ purge: true })
    await importRows([{ name: 'h1' }, { name: 'h2' }])
    await sync()
    await importRows([])
    const refused = await sync()
    expect(refused).toMatchObject({ state: 'failed', error: { code: 'sync.purge-guard' } })
    expect(refused.message).toContain('import source "cmdb" has no rows; 2 objects would be deleted')
    expect(await count('icinga_object')).toBe(2)
    await rules.edit('hosts', { purgeEmptySource: true })
    expect((await sync()).counters).toMatchObject({ deleted: 2 })
  })

  it('keeps a vanished group as long as a host names it', async () => {
    await makeRule({ name: 'groups', objectType: 'HostGroup', purge: true, properties: [PROPERTIES[0]] })
    await importRows([{ name: 'used' }, { name: 'unused' }, { name: 'stays' }])
    await sync({ rule: 'groups' })
    await storeObjects({ name: 'h1', groups: ['used'] })
    await importRows([{ name: 'stays' }])
    const run = await sync({ rule: 'groups' })
    expect(run.counters).toMatchObject({ deleted: 1, keptInUse: 1 })
    expect(run.log).toContainEqual(
      expect.objectContaining({
        level: 'warn',
        fields: expect.objectContaining({ name: 'used', userName: 'h1' }),
      }),
    )
    expect(
      await database.query(`SELECT name FROM icinga_object WHERE type = 'HostGroup' ORDER BY name`),
    ).toEqual([{ name: 'stays' }, { name: 'used' }])
  })

  it('keeps vanished templates that a kept template imports', async () => {
    const properties = [
      { source: 'cmdb', destination: 'object_type', expression: 'template' },
      { source: 'cmdb', destination: 'import', expression: '${parent}' },
    ]
    await makeRule({ name: 'templates', purge: true, properties })
    await importRows([
      { name: 'base' },
      { name: 'linux', parent: 'base' },
      { name: 'free', parent: 'base' },
      { name: 'x' },
    ])
    await sync({ rule: 'templates' })
    await storeObjects({ name: 'h1', imports: ['linux'] })
    await importRows([{ name: 'x' }])
    expect((await sync({ rule: 'templates' })).counters).toMatchObject({ deleted: 1, keptInUse: 2 })
    expect(Object.keys(await hosts())).toEqual(['base', 'h1', 'linux', 'x'])
  })
})

describe('failures write nothing', () => {
  const failing: readonly [string, string, Record<string, unknown>, RegExp][] = [
    [
      'a missing template',
      'sync.missing-reference',
      { destination: 'import', expression: 'no-such' },
      /sync rule "hosts": key "h1": property "import" names Host template "no-such", which does not exist/,
    ],
    [
      'a missing group',
      'sync.missing-reference',
      { destination: 'groups', expression: 'no-such' },
      /property "groups" names HostGroup "no-such"/,
    ],
    [
      'a value that does not fit',
      'sync.value-refused',
      { destination: 'enable_flapping', expression: '${os}' },
      /sync rule "hosts": key "h2": property "enable_flapping"/,
    ],
    [
      'two rows for one name',
      'sync.duplicate-name',
      { destination: 'object_name', expression: 'same' },
      /two rows make host "same"/,
    ],
  ]
  it.each(failing)('%s', async (_title, code, property, message) => {
    await makeRule({ properties: [...PROPERTIES, { source: 'cmdb', ...property }] })
    await importRows([{ name: 'h1' }, { name: 'h2', os: 'linux' }])
    const run = await sync()
    expect(run).toMatchObject({ state: 'failed', error: { code } })
    expect(run.message).toMatch(message)
    expect([await count('icinga_object'), await count('activity'), await count('sync_run')]).toEqual([
      0, 0, 0,
    ])
  })

  it('keys of one source that differ only in case', async () => {
    await makeRule()
    await importRows([{ name: 'h1' }, { name: 'H1' }])
    expect(await sync()).toMatchObject({ state: 'failed', error: { code: 'sync.duplicate-key' } })
  })

  it('two objects whose names differ only in case', async () => {
    await storeObjects({ name: 'web' }, { name: 'WEB' })
    await makeRule()
    await importRows([{ name: 'Web' }])
    expect(await sync()).toMatchObject({ state: 'failed', error: { code: 'sync.ambiguous-name' } })
    await importRows([{ name: 'WEB', ip: '192.0.2.1' }])
    expect(await sync()).toMatchObject({ state: 'succeeded', counters: { changed: 1 } })
    expect(await hosts()).toEqual({ WEB: '192.0.2.1', web: null })
  })

  it('a change of case of a template hosts import', async () => {
    await storeObjects({ name: 'Linux', kind: 'template' }, { name: 'h1', imports: ['Linux'] })
    const template = { source: 'cmdb', destination: 'object_type', expression: 'template' }
    await makeRule({ properties: [template] })
    await importRows([{ name: 'linux' }])
    expect(await sync()).toMatchObject({ state: 'failed', error: { code: 'sync.renamed-in-use' } })
  })

  it('templates that import one another', async () => {
    const property = (destination: string, expression: string) => ({
      source: 'cmdb',
      destination,
      expression,
    })
    await makeRule({ properties: [property('object_type', 'template'), property('import', '${parent}')] })
    await importRows([
      { name: 'a', parent: 'b' },
      { name: 'b', parent: 'a' },
    ])
    expect(await sync()).toMatchObject({ state: 'failed', error: { code: 'template.loop' } })
  })

  it('a source that was never imported', async () => {
    await database.query(
      `INSERT INTO import_source (name, type, key_column) VALUES ('fresh', 'test.rows', 'name')`,
    )
    await makeRule({ properties: [{ ...PROPERTIES[0], source: 'fresh' }] })
    const run = await sync()
    expect(run).toMatchObject({ state: 'failed', error: { code: 'sync.never-imported' } })
    expect(run.message).toBe('sync rule "hosts": import source "fresh" was never imported')
  })

  it('an unknown rule, with the name that was probably meant', async () => {
    await makeRule()
    const run = await sync({ rule: 'host' })
    expect(run).toMatchObject({
      state: 'failed',
      error: { code: 'sync-rule.unknown', expected: 'did you mean "hosts"?' },
    })
  })

  it('a run that is cancelled', async () => {
    await makeRule()
    await importRows([{ name: 'h1' }])
    const signal = AbortSignal.abort()
    expect(await runJob(app.get(SyncJob), { signal })).toMatchObject({ state: 'cancelled' })
    expect(await count('icinga_object')).toBe(0)
  })
})

describe('all rules', () => {
  it('are applied when none is named; one that fails does not stop the others', async () => {
    await makeRule({ name: 'b-good', properties: [{ ...PROPERTIES[0] }] })
    await makeRule({
      name: 'a-bad',
      properties: [{ source: 'cmdb', destination: 'import', expression: 'no-such' }],
    })
    await importRows([{ name: 'h1' }])
    const run = await sync({})
    expect(run).toMatchObject({ state: 'failed', error: { code: 'sync.rules-failed' } })
    expect(run.message).toMatch(/1 of 2 sync rules failed: sync rule "a-bad": .*; b-good: 1 row, 1 created/)
    expect(await hosts()).toEqual({ h1: null })
  })

  it('do nothing when there are none', async () => {
    expect(await sync({})).toMatchObject({ state: 'succeeded', message: 'there are no sync rules' })
  })
})

describe('sync rules', () => {
  it('are stored with defaults, changed in part and deleted', async () => {
    await makeRule({ objectType: 'host' })
    const edited = await rules.edit('hosts', { updatePolicy: 'override', filter: 'os=linux' })
    expect(edited).toMatchObject({
      objectType: 'Host',
      updatePolicy: 'override',
      filter: 'os=linux',
      purge: false,
    })
    expect((await rules.edit('hosts', { filter: null })).filter).toBeUndefined()
    await rules.delete('hosts')
    expect(await rules.list()).toEqual([])
  })

  it('carry their objects along when renamed and let go of them when deleted', async () => {
    await makeRule({ purge: true })
    await importRows([{ name: 'h1' }])
    await sync()
    await rules.edit('hosts', { name: 'servers' })
    await importRows([{ name: 'h2' }])
    expect((await sync({ rule: 'servers' })).counters).toMatchObject({ deleted: 1 })
    await rules.delete('servers')
    await makeRule({ name: 'servers', purge: true })
    await importRows([{ name: 'h3' }])
    expect((await sync({ rule: 'servers' })).counters).toMatchObject({ deleted: 0 })
  })

  const refused: readonly [string, string, Record<string, unknown>][] = [
    ['an unknown object type', 'object-type.unknown', { objectType: 'Hots' }],
    ['an unknown source', 'sync.unknown-source', { properties: [{ ...PROPERTIES[0], source: 'nowhere' }] }],
    [
      'an unknown destination',
      'sync.invalid-rule',
      { properties: [{ ...PROPERTIES[0], destination: 'adress' }] },
    ],
    [
      'a broken expression',
      'sync.invalid-rule',
      { properties: [{ ...PROPERTIES[0], expression: '${name' }] },
    ],
    ['a broken filter', 'sync.invalid-rule', { filter: 'a=b)' }],
    ['no properties', 'sync-rule.invalid', { properties: [] }],
    ['an unknown setting', 'sync-rule.invalid', { purgeExisting: true }],
    ['an unknown policy', 'sync-rule.invalid', { updatePolicy: 'replace' }],
  ]
  it.each(refused)('are refused for %s', async (_title, code, change) => {
    await expect(makeRule(change)).rejects.toMatchObject({ code })
    expect(await count('sync_rule')).toBe(0)
  })

  it('have a name of their own', async () => {
    await makeRule()
    await expect(makeRule()).rejects.toMatchObject({ code: 'sync-rule.exists' })
    await makeRule({ name: 'others' })
    await expect(rules.edit('others', { name: 'hosts' })).rejects.toMatchObject({ code: 'sync-rule.exists' })
  })
})

describe('plans', () => {
  it('looks names up by index although the statistics know nothing of a sync under way', async () => {
    const statement = readFileSync(
      new URL('../../libs/adapters/database/src/syncs/match-names.sql', import.meta.url),
      'utf8',
    )
    const names = Array.from({ length: 5_000 }, (_, index) => `host-${index}`)
    const plan = await database.transaction(async (transaction) => {
      await app.get(SyncObjectStore).begin(transaction)
      await transaction.query(
        `INSERT INTO icinga_object (type, name, kind) SELECT 'Host', 'host-' || n, 'object' FROM generate_series(1, 20000) n`,
      )
      return transaction.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${statement}`, ['Host', names, names])
    })
    const text = plan.map((line) => line['QUERY PLAN']).join('\n')
    expect(text).toMatch(/Index Scan using icinga_object_type_lower_name/)
    expect(text).not.toMatch(/(Seq|Heap) Scan on icinga_object/)
  })
})
