import 'reflect-metadata'
import { TypeSnapshotStore } from '@director/database'
import type { Row } from '@director/kit'
import { DirectorObjectsSettings, DirectorObjectsSource } from '@director/objects'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { createDirectorTables, type DirectorSystem } from '../support/sources/director-tables.js'
import { startMariadb, type TestMariadb } from '../support/servers/mariadb.js'
import { failureOf, readAll, sourceContext } from '../support/sources/read-source.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'

type Settings = z.input<typeof DirectorObjectsSettings>

let mariadb: TestMariadb
let postgresql: TestDatabase
let source: DirectorObjectsSource

beforeAll(async () => {
  mariadb = await startMariadb()
  postgresql = await createTestDatabase()
  source = new DirectorObjectsSource(new TypeSnapshotStore(postgresql.database))
  await createDirectorTables('mysql', mariadb.ask)
  await createDirectorTables('postgresql', (statement) => postgresql.database.query(statement))
})

afterAll(async () => {
  await mariadb?.stop()
  await postgresql?.close()
})

const contextOf = (settings: Settings, signal?: AbortSignal) =>
  sourceContext(DirectorObjectsSettings, settings, signal)

const named = (rows: readonly Row[], name: string) => rows.find((row) => row['object_name'] === name)

const SYSTEMS: readonly DirectorSystem[] = ['mysql', 'postgresql']

describe.each(SYSTEMS)('the database of a Director on %s', (system) => {
  const run = (statement: string) =>
    system === 'mysql'
      ? mariadb.ask(statement)
      : postgresql.database.query<Record<string, unknown>>(statement)
  const settings = (objectType: string, fields: Partial<Settings> = {}): Settings => ({
    from: 'icinga-director',
    url: system === 'mysql' ? mariadb.url : postgresql.url,
    objectType,
    ...fields,
  })
  const rowsOf = (objectType: string, fields: Partial<Settings> = {}) =>
    readAll(source, contextOf(settings(objectType, fields)))
  const namesOf = async (objectType: string, fields: Partial<Settings>) =>
    (await rowsOf(objectType, fields)).map((row) => row['object_name'])

  it('gives hosts as Director exports them, with names where it keeps ids', async () => {
    const rows = await rowsOf('Host')
    expect(rows.map((row) => row['object_name'])).toEqual(['base', 'linux', 'web1', 'old'])
    expect(named(rows, 'web1')).toMatchObject({
      object_type: 'object',
      disabled: false,
      display_name: 'Büro 🎉',
      address: '192.0.2.10',
      zone: 'berlin',
      check_command: null,
      custom_endpoint_name: null,
      groups: null,
      imports: ['base', 'linux'],
    })
    expect(Object.entries(Object(named(rows, 'web1')?.['vars'])).sort()).toEqual([
      ['__proto__', 'odd'],
      ['cores', 4],
    ])
    expect(named(rows, 'base')).toMatchObject({
      object_type: 'template',
      check_command: 'hostalive',
      check_period: 'always',
      check_interval: 300,
      max_check_attempts: 3,
      enable_perfdata: false,
      imports: [],
      vars: { disks: { '/': { warn: '20%' } }, os: 'other' },
    })
    expect(named(rows, 'linux')).toMatchObject({ groups: ['all', 'web'], template_choice: 'system' })
    expect(named(rows, 'old')).toMatchObject({ disabled: true, address: null, vars: {} })
  })

  it('leaves the keys out with which hosts ask for their tickets', async () => {
    expect(JSON.stringify(await rowsOf('Host'))).not.toContain('secret')
  })

  it('gives one kind alone, also one the system does not know', async () => {
    expect(await namesOf('Host', { kind: 'template' })).toEqual(['base', 'linux'])
    expect(await namesOf('Host', { kind: 'external' })).toEqual([])
  })

  it('flattens what is inherited, and imports nothing then', async () => {
    const rows = await rowsOf('Host', { resolved: true, kind: 'object' })
    expect(named(rows, 'web1')).toMatchObject({
      check_command: 'hostalive',
      check_interval: 60,
      max_check_attempts: 3,
      groups: ['all', 'web'],
      imports: [],
      vars: { disks: { '/': { warn: '20%' } }, os: 'linux', cores: 4 },
    })
    expect(named(rows, 'old')).toMatchObject({ check_command: null, imports: [] })
  })

  it('marks the zone in which that Director deploys, which a setting may name', async () => {
    const masters = async () =>
      (await rowsOf('Zone')).filter((row) => row['is_master_zone']).map((row) => row['object_name'])
    expect(named(await rowsOf('Zone'), 'berlin')).toMatchObject({ parent: 'main', is_global: false })
    expect(named(await rowsOf('Zone'), 'everywhere')).toMatchObject({ parent: null, is_global: true })
    expect(await masters()).toEqual(['main'])
    await run(`INSERT INTO director_setting VALUES ('master_zone', 'berlin')`)
    expect(await masters()).toEqual(['berlin'])
    await run('DELETE FROM director_setting')
  })

  it('gives endpoints, groups and time periods', async () => {
    expect(named(await rowsOf('Endpoint'), 'main.example.com')).toMatchObject({
      host: '192.0.2.1',
      port: 5665,
      log_duration: '1d',
      zone: 'main',
      apiuser: 'root',
    })
    expect(named(await rowsOf('HostGroup'), 'web')).toMatchObject({
      display_name: 'Web',
      assign_filter: 'host.name=%22web%2A%22',
    })
    expect(named(await rowsOf('UserGroup'), 'admins')).toMatchObject({ zone: 'main' })
    expect(named(await rowsOf('TimePeriod'), 'office')).toMatchObject({
      ranges: { monday: '08:00-12:00,13:00-18:00', friday: '08:00-14:00' },
      includes: ['always'],
      excludes: null,
      imports: ['legacy'],
    })
    expect(named(await rowsOf('TimePeriod', { resolved: true }), 'office')).toMatchObject({
      update_method: 'LegacyTimePeriod',
      prefer_includes: false,
    })
  })

  it('gives states and types of users as they are said, and resolved what comes of them', async () => {
    expect(named(await rowsOf('User'), 'ada')).toMatchObject({
      states: { extend: ['Down'], blacklist: ['Up'] },
      types: null,
      groups: ['admins'],
      enable_notifications: false,
      vars: { chat: '@ada' },
    })
    expect(named(await rowsOf('User', { resolved: true }), 'ada')).toMatchObject({
      states: ['Critical', 'Down'],
      types: ['Problem'],
      period: 'always',
      enable_notifications: false,
    })
  })

  it('names the columns of its rows', async () => {
    for (const objectType of ['Host', 'Zone', 'User', 'TimePeriod', 'Endpoint']) {
      const [row] = await rowsOf(objectType)
      expect(await source.columns(contextOf(settings(objectType)))).toEqual(Object.keys(row ?? {}))
    }
  })

  it('gives all objects as they were when the first was read, page by page', async () => {
    const values = Array.from(
      { length: 1_200 },
      (_, index) => `(${1_000 + index}, 'many-${index}', 'object')`,
    )
    await run(`INSERT INTO icinga_host (id, object_name, object_type) VALUES ${values.join(', ')}`)
    const rows = source.rows(contextOf(settings('Host')))
    const names = [(await rows.next()).value?.['object_name']]
    await run('DELETE FROM icinga_host WHERE id >= 1000')
    for await (const row of rows) names.push(row['object_name'])
    expect([names.length, names.at(-1)]).toEqual([1_204, 'many-1199'])
    expect(await rowsOf('Host')).toHaveLength(4)
  })

  it('fails when the connection is ended between two pages, and says after how many rows', async () => {
    const values = Array.from({ length: 600 }, (_, index) => `(${1_000 + index}, 'many-${index}', 'object')`)
    await run(`INSERT INTO icinga_host (id, object_name, object_type) VALUES ${values.join(', ')}`)
    const rows = source.rows(contextOf(settings('Host')))
    await rows.next()
    await endSessions()
    const rest = async () => {
      for await (const _row of rows);
    }
    await expect(rest()).rejects.toMatchObject({
      code: 'source.interrupted',
      message: expect.stringContaining('after 500 rows'),
    })
    await run('DELETE FROM icinga_host WHERE id >= 1000')
  })

  it('stops at once when the run is cancelled, and leaves no session behind', async () => {
    const stopping = new AbortController()
    const rows = source.rows(contextOf(settings('Host'), stopping.signal))
    await rows.next()
    stopping.abort(new Error('stopped by the test'))
    const rest = async () => {
      for await (const _row of rows);
    }
    await expect(rest()).rejects.toThrow('stopped by the test')
    await expect.poll(() => sessions()).toBe(0)
  })

  it('says which object has a variable that cannot be read', async () => {
    await run(`INSERT INTO icinga_host_var VALUES (4, 'broken', '{"a":', 'json')`)
    expect(await failureOf(source, contextOf(settings('Host')))).toMatchObject({
      code: 'source.malformed',
      message: 'Host "old": its variable "broken" cannot be read',
    })
    await run('DELETE FROM icinga_host_var WHERE host_id = 4')
  })

  it('says when the database is none of a Director', async () => {
    await run('ALTER TABLE icinga_user RENAME TO renamed')
    expect(await failureOf(source, contextOf(settings('User')))).toMatchObject({
      code: 'source.unexpected-schema',
      message: expect.stringContaining('the objects of Icinga Director cannot be read'),
      received: expect.stringContaining('icinga_user'),
    })
    await run('ALTER TABLE renamed RENAME TO icinga_user')
  })

  const SESSIONS = {
    mysql: `SELECT id FROM information_schema.processlist WHERE user = 'reader'`,
    postgresql: `SELECT pid AS id FROM pg_stat_activity WHERE application_name = 'director import'`,
  }
  const sessions = async () => (await run(SESSIONS[system])).length

  async function endSessions() {
    for (const { id } of await run(SESSIONS[system])) {
      await run(system === 'mysql' ? `KILL ${id}` : `SELECT pg_terminate_backend(${id})`)
    }
  }
})

describe('this installation', () => {
  const rowsOf = (objectType: string, fields: Partial<Settings> = {}) =>
    readAll(source, contextOf({ objectType, ...fields }))

  beforeAll(async () => {
    await postgresql.database
      .query(`INSERT INTO icinga_object (type, name, kind, properties, vars, imports) VALUES
      ('Host', 'base', 'template', '{"check_command": "hostalive", "groups": ["web"]}', '{"os": "linux"}', '{}'),
      ('Host', 'web1', 'object', '{"address": "192.0.2.1", "api_key": "secret"}', '{"cores": 4}', '{base}'),
      ('Host', 'lonely', 'external', '{}', '{}', '{}'),
      ('HostGroup', 'web', 'object', '{"display_name": "Web"}', '{}', '{}')`)
  })

  it('gives its objects in the same form', async () => {
    const rows = await rowsOf('Host')
    expect(rows.map((row) => [row['object_name'], row['object_type']])).toEqual([
      ['base', 'template'],
      ['lonely', 'external_object'],
      ['web1', 'object'],
    ])
    expect(named(rows, 'web1')).toMatchObject({ address: '192.0.2.1', imports: ['base'], vars: { cores: 4 } })
    expect(JSON.stringify(rows)).not.toContain('secret')
    expect(await source.columns(contextOf({ objectType: 'Host' }))).toEqual(Object.keys(rows[0] ?? {}))
    expect(await rowsOf('HostGroup')).toEqual([
      {
        object_name: 'web',
        object_type: 'object',
        disabled: false,
        display_name: 'Web',
        assign_filter: null,
        imports: [],
      },
    ])
  })

  it('gives one kind alone, flattened when asked', async () => {
    expect(await rowsOf('Host', { kind: 'object', resolved: true })).toEqual([
      expect.objectContaining({
        object_name: 'web1',
        check_command: 'hostalive',
        groups: ['web'],
        imports: [],
        vars: { os: 'linux', cores: 4 },
      }),
    ])
  })

  it('gives all of many objects as they were when the first was read', async () => {
    await postgresql.database.query(`INSERT INTO icinga_object (type, name, kind)
      SELECT 'Host', 'many-' || lpad(n::text, 5, '0'), 'object' FROM generate_series(1, 2500) n`)
    const rows = source.rows(contextOf({ objectType: 'Host' }))
    await rows.next()
    await postgresql.database.query(`DELETE FROM icinga_object WHERE name LIKE 'many-%'`)
    let count = 1
    for await (const _row of rows) count += 1
    expect(count).toBe(2_503)
  })

  it('names the row that imports a template which is not there', async () => {
    await postgresql.database.query(
      `INSERT INTO icinga_object (type, name, kind, imports) VALUES ('Host', 'zz', 'object', '{gone}')`,
    )
    expect(await failureOf(source, contextOf({ objectType: 'Host', resolved: true }))).toMatchObject({
      code: 'template.missing',
      message: 'row 4: Host "zz" imports the template "gone"',
    })
    await postgresql.database.query(`DELETE FROM icinga_object WHERE name = 'zz'`)
  })
})
