import 'reflect-metadata'
import { EventEmitter, once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { Module } from '@nestjs/common'
import { ImportedRowStore, type ImportedRow } from '@director/database'
import { ImportSource, type ImportSourceContext, type Row } from '@director/kit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openImports, type ImportsApplication } from '../support/imports/imports-application.js'

const Generated = z.object({ rows: z.int(), failAfter: z.int().optional(), stopAfter: z.int().optional() })

/** As many rows as the test wants; may break off, or go on for ever after telling how far it is. */
@ImportSource({ type: 'test.generated', title: 'Generated', settings: Generated })
class GeneratedSource {
  static readonly events = new EventEmitter()
  /** Every thousandth row, to see which are still held. */
  static samples: WeakRef<Row>[] = []

  async columns() {
    return ['name', 'value']
  }

  async *rows({ settings, signal }: ImportSourceContext<z.infer<typeof Generated>>): AsyncGenerator<Row> {
    for (let number = 1; number <= settings.rows; number++) {
      if (number - 1 === settings.failAfter) throw new Error('the source died')
      if (number - 1 === settings.stopAfter) {
        GeneratedSource.events.emit('waiting')
        await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
      }
      const row = { name: `host-${number}`, value: number % 7, note: null }
      if (number % 1_000 === 0) GeneratedSource.samples.push(new WeakRef(row))
      if (number === settings.rows) GeneratedSource.events.emit('last row')
      yield row
    }
  }
}

@Module({ providers: [GeneratedSource] })
class GeneratedSourceModule {}

let app: ImportsApplication
let rows: ImportedRowStore

beforeAll(async () => {
  app = await openImports(GeneratedSourceModule)
  rows = app.get(ImportedRowStore)
})

afterAll(async () => {
  await app?.close()
})

beforeEach(() => app.clear())

const HOSTS = 'name,address,os\nweb1,10.0.0.1,linux\nweb2,10.0.0.2,linux\ndb1,10.0.0.3,\n'

async function importAgain(content: string) {
  await app.write('hosts.csv', content)
  return app.run()
}

describe('an import', () => {
  it('stores the rows of a first import, without columns that have no value', async () => {
    await app.csvSource(HOSTS)
    const run = await app.run()
    expect([run.state, run.message]).toEqual(['succeeded', 'cmdb: 3 rows, 3 created, 0 changed, 0 removed'])
    expect(run.counters).toEqual({
      rowsRead: 3,
      created: 3,
      changed: 0,
      removed: 0,
      unchanged: 0,
      skipped: 0,
    })
    expect(await app.importedRows()).toEqual([
      { key: 'db1', data: { name: 'db1', address: '10.0.0.3' } },
      { key: 'web1', data: { name: 'web1', address: '10.0.0.1', os: 'linux' } },
      { key: 'web2', data: { name: 'web2', address: '10.0.0.2', os: 'linux' } },
    ])
    expect(await rows.latestImportRun('cmdb')).toMatchObject({
      rowCount: 3,
      created: 3,
      changed: 0,
      removed: 0,
    })
  })

  it('stores nothing when nothing changed, also when rows and columns come in another order', async () => {
    await app.csvSource(HOSTS)
    await app.run()
    const run = await importAgain(
      'os,name,address\n,db1,10.0.0.3\nlinux,web2,10.0.0.2\nlinux,web1,10.0.0.1\n',
    )
    expect([run.state, run.message]).toEqual(['succeeded', 'cmdb: 3 rows, nothing changed'])
    expect(await app.count('import_run')).toBe(1)
    expect(await app.count('imported_row')).toBe(3)
  })

  it('writes exactly one version for one changed row and keeps what it was before', async () => {
    await app.csvSource(HOSTS)
    await app.run()
    const first = await rows.latestImportRun('cmdb')
    const run = await importAgain(HOSTS.replace('10.0.0.2', '10.0.9.2'))
    const second = await rows.latestImportRun('cmdb')
    expect(run.counters).toEqual({
      rowsRead: 3,
      created: 0,
      changed: 1,
      removed: 0,
      unchanged: 2,
      skipped: 0,
    })
    expect(await app.count('imported_row')).toBe(4)
    expect(second?.checksum).not.toBe(first?.checksum)
    const before: ImportedRow[] = []
    for await (const row of rows.streamRowsOf(first ?? { id: 0, sourceId: '' })) before.push(row)
    expect(before.map(({ data }) => data['address'])).toEqual(['10.0.0.3', '10.0.0.1', '10.0.0.2'])
    expect((await app.importedRows()).map(({ data }) => data['address'])).toEqual([
      '10.0.0.3',
      '10.0.0.1',
      '10.0.9.2',
    ])
  })

  it('ends rows the source no longer has, and tells which keys went between two imports', async () => {
    const { id } = await app.csvSource(HOSTS)
    await app.run()
    const first = await rows.latestImportRun('cmdb')
    const run = await importAgain(HOSTS.replace(/web2.*\n/, 'mail1,10.0.0.9,linux\n'))
    const second = await rows.latestImportRun('cmdb')
    expect(run.message).toBe('cmdb: 3 rows, 1 created, 0 changed, 1 removed')
    expect((await app.importedRows()).map(({ key }) => key)).toEqual(['db1', 'mail1', 'web1'])
    expect(await rows.keysRemovedBetween(id, first?.id ?? 0, second?.id ?? 0)).toEqual(['web2'])
    await importAgain(HOSTS)
    const third = await rows.latestImportRun('cmdb')
    expect(await rows.keysRemovedBetween(id, first?.id ?? 0, third?.id ?? 0)).toEqual([])
    expect(third?.checksum).toBe(first?.checksum)
  })

  it('stores an empty rowset when that is allowed, and warns, because everything was removed', async () => {
    await app.csvSource(HOSTS, { guards: { minimumRows: 0 } })
    await app.run()
    const run = await importAgain('name,address,os\n')
    expect(run.message).toBe('cmdb: 0 rows, 0 created, 0 changed, 3 removed')
    expect(run.log.filter(({ level }) => level === 'warn')).toHaveLength(1)
    expect(await app.importedRows()).toEqual([])
  })

  it('only tells what would change when it shall only check', async () => {
    await app.csvSource(HOSTS)
    await app.run()
    await app.write('hosts.csv', HOSTS.replace('10.0.0.2', '10.0.9.2'))
    const run = await app.run({ source: 'cmdb', checkOnly: true })
    expect(run.message).toBe('cmdb: 3 rows, would create 0, change 1, remove 0')
    expect(await app.count('import_run')).toBe(1)
    expect(await app.count('imported_row')).toBe(3)
  })

  it('stores texts with tabs, line breaks, backslashes, quotes and every kind of character', async () => {
    const value = 'tab\there, break\nthere, \\N \\. \\u0000 "quoted" Zürich 🦎'
    await app.write('hosts.json', JSON.stringify([{ name: value, nested: { b: [value], a: null } }]))
    const settings = { path: 'hosts.json' }
    await app.sources.create({ name: 'cmdb', type: 'director.json-file', keyColumn: 'name', settings })
    const run = await app.run()
    expect(run.error).toBeUndefined()
    expect(await app.importedRows()).toEqual([
      { key: value, data: { name: value, nested: { a: null, b: [value] } } },
    ])
    expect((await app.run()).message).toBe('cmdb: 1 rows, nothing changed')
  })
})

describe('a failing import', () => {
  const failing = async (content: string) => {
    await app.csvSource(HOSTS)
    await app.run()
    const before = await app.importedRows()
    const run = await importAgain(content)
    expect(await app.importedRows()).toEqual(before)
    expect(await app.count('imported_row')).toBe(3)
    expect(run.state).toBe('failed')
    return run.error
  }

  it('leaves the last good rows when a key is missing, naming the row', async () => {
    const error = await failing(`${HOSTS}new1,10.0.0.8,linux\n,10.0.0.9,linux\n`)
    expect(error?.code).toBe('import.missing-key')
    expect(error?.message).toBe('import source "cmdb": row 5: no value in the key column "name"')
  })

  it('leaves the last good rows when the key column is missing, naming the columns there are', async () => {
    const error = await failing('host,address\nweb1,10.0.0.1\n')
    const { code, expected } = error ?? {}
    expect([code, expected]).toEqual(['import.missing-key', 'one of its columns: host, address'])
  })

  it.each([
    ['new', `${HOSTS}new1,1,linux\nnew1,2,linux\n`, 'new1', 4, 5],
    ['unchanged', `${HOSTS}web1,10.0.0.1,linux\n`, 'web1', 1, 4],
    ['unchanged, then changed', `${HOSTS}web1,10.9.9.9,linux\n`, 'web1', 1, 4],
  ])(
    'leaves the last good rows when a %s key comes twice, naming both rows',
    async (_kind, content, key, first, second) => {
      const error = await failing(content)
      expect(error?.message).toBe(
        `import source "cmdb": row ${second}: the key "${key}" was already in row ${first}`,
      )
      expect(error?.details).toEqual({ key, rows: [first, second] })
    },
  )

  it('stores nothing of a source that dies in mid-stream, neither at the first import nor later', async () => {
    const settings = { rows: 30_000, failAfter: 20_000 }
    await app.sources.create({ name: 'cmdb', type: 'test.generated', keyColumn: 'name', settings })
    const first = await app.run()
    expect(first.error?.message).toBe('import source "cmdb": the source died')
    expect([await app.count('imported_row'), await app.count('import_run')]).toEqual([0, 0])
    await app.sources.edit('cmdb', { settings: { rows: 100 } })
    await app.run()
    await app.sources.edit('cmdb', { settings })
    expect((await app.run()).state).toBe('failed')
    expect([await app.count('imported_row'), await app.count('import_run')]).toEqual([100, 1])
  })

  it('of one source leaves the others imported, and the run failed', async () => {
    await app.csvSource(HOSTS)
    await app.sources.create({
      name: 'dying',
      type: 'test.generated',
      keyColumn: 'name',
      settings: { rows: 9, failAfter: 3 },
    })
    const run = await app.run({})
    expect(run.state).toBe('failed')
    expect(run.error?.code).toBe('import.sources-failed')
    expect(run.message).toBe('1 of 2 sources failed: import source "dying": the source died')
    expect(await app.importedRows('cmdb')).toHaveLength(3)
  })

  it('names the nearest source when there is none of that name', async () => {
    await app.csvSource(HOSTS)
    const run = await app.run({ source: 'cmbd' })
    expect([run.error?.code, run.error?.expected]).toEqual(['import-source.unknown', '"cmdb"?'])
  })
})

describe('property modifiers', () => {
  it('change rows before they are compared; the key may be made by one', async () => {
    const modifiers = [
      { type: 'director.lowercase', property: 'name' },
      {
        type: 'director.strip-domain',
        property: 'name',
        target: 'short',
        settings: { domain: 'example.com' },
      },
      {
        type: 'director.reject-or-select',
        property: 'os',
        settings: { filter_method: 'is_null', policy: 'reject' },
      },
    ]
    await app.csvSource('name,os\nWEB1.Example.com,linux\nDB1.example.com,\n', {
      keyColumn: 'short',
      modifiers,
    })
    const run = await app.run()
    expect(run.message).toBe('cmdb: 1 rows, 1 created, 0 changed, 0 removed')
    expect(await app.importedRows()).toEqual([
      { key: 'web1', data: { name: 'web1.example.com', short: 'web1', os: 'linux' } },
    ])
    expect((await importAgain('name,os\nweb1.EXAMPLE.com,linux\n')).message).toBe(
      'cmdb: 1 rows, nothing changed',
    )
  })

  it('that fail name the row and the modifier', async () => {
    const modifiers = [{ type: 'director.make-boolean', property: 'os' }]
    await app.csvSource(HOSTS, { modifiers })
    const run = await app.run()
    expect(run.state).toBe('failed')
    expect(run.message).toMatch(
      /^import source "cmdb": row 1: modifier 1 \(director.make-boolean on "os"\): /,
    )
    expect(await app.count('imported_row')).toBe(0)
  })

  it('are refused before they are stored when they are not usable', async () => {
    const modifiers = [{ type: 'director.lowercas', property: 'os' }]
    await expect(app.csvSource(HOSTS, { modifiers })).rejects.toMatchObject({
      code: 'modifier.unknown',
      message: expect.stringContaining('import source "cmdb": modifier 1 (director.lowercas on "os")'),
    })
    expect(await app.count('import_source')).toBe(0)
  })

  it('can look into the rows of another source', async () => {
    await app.csvSource(HOSTS)
    await app.run()
    await app.write('apps.csv', 'app,host\nshop,web1\nmail,nowhere\n')
    const modifiers = [
      {
        type: 'director.get-property-from-other-import-source',
        property: 'host',
        target: 'address',
        settings: { import_source: 'cmdb', foreign_property: 'address' },
      },
    ]
    const settings = { path: 'apps.csv' }
    await app.sources.create({
      name: 'apps',
      type: 'director.csv-file',
      keyColumn: 'app',
      settings,
      modifiers,
    })
    const run = await app.run({ source: 'apps' })
    expect(run.error).toBeUndefined()
    expect((await app.importedRows('apps')).map(({ data }) => data['address'])).toEqual([
      undefined,
      '10.0.0.1',
    ])
  })
})

describe('a stopped import', () => {
  it('ends within two seconds as cancelled and stores nothing', async () => {
    const settings = { rows: 50_000, stopAfter: 20_000 }
    await app.sources.create({ name: 'cmdb', type: 'test.generated', keyColumn: 'name', settings })
    const abort = new AbortController()
    const waiting = once(GeneratedSource.events, 'waiting')
    const running = app.run({ source: 'cmdb' }, abort.signal)
    await waiting
    const stoppedAt = performance.now()
    abort.abort()
    expect((await running).state).toBe('cancelled')
    expect(performance.now() - stoppedAt).toBeLessThan(2_000)
    expect(await app.count('imported_row')).toBe(0)
  })

  it('stops a query that runs at the server', async () => {
    const settings = { url: app.url, query: 'SELECT pg_sleep(60), 1 AS name' }
    await app.sources.create({ name: 'cmdb', type: 'director.postgresql-query', keyColumn: 'name', settings })
    const abort = new AbortController()
    const running = app.run({ source: 'cmdb' }, abort.signal)
    await waitForQuery(1)
    const stoppedAt = performance.now()
    abort.abort()
    expect((await running).state).toBe('cancelled')
    await waitForQuery(0)
    expect(performance.now() - stoppedAt).toBeLessThan(2_000)
  })
})

async function waitForQuery(expected: number) {
  const deadline = performance.now() + 10_000
  for (;;) {
    const running = await app.database.query(
      `SELECT FROM pg_stat_activity WHERE application_name = 'director import' AND wait_event = 'PgSleep'`,
    )
    if (running.length === expected) return
    if (performance.now() > deadline) throw new Error(`${running.length} queries run, expected ${expected}`)
  }
}

describe('two imports', () => {
  it('of one source run one after the other, whoever starts them', async () => {
    await app.sources.create({
      name: 'cmdb',
      type: 'test.generated',
      keyColumn: 'name',
      settings: { rows: 5_000 },
    })
    const runs = await Promise.all([app.run(), app.run(), app.run()])
    expect(runs.map(({ message }) => message).toSorted()).toEqual([
      'cmdb: 5000 rows, 5000 created, 0 changed, 0 removed',
      'cmdb: 5000 rows, nothing changed',
      'cmdb: 5000 rows, nothing changed',
    ])
  })
})

describe('reading rows page by page', () => {
  it('goes along the primary key, also with a plan made for any values', async () => {
    await app.sources.create({
      name: 'cmdb',
      type: 'test.generated',
      keyColumn: 'name',
      settings: { rows: 20_000 },
    })
    await app.run()
    await app.database.query('ANALYZE imported_row')
    const statement = await readFile(
      new URL('../../libs/adapters/database/src/imports/rows-of-import-run.sql', import.meta.url),
      'utf8',
    )
    const plan = await app.database.transaction(async (transaction) => {
      await transaction.query('SET LOCAL plan_cache_mode = force_generic_plan')
      await transaction.query(`PREPARE page AS ${statement}`)
      const { sourceId = '', id = 0 } = (await rows.latestImportRun('cmdb')) ?? {}
      const lines = await transaction.query<{ 'QUERY PLAN': string }>(
        `EXPLAIN (COSTS OFF) EXECUTE page ('${sourceId}', ${id}, 'host-5', 5000)`,
      )
      return lines.map((line) => line['QUERY PLAN']).join('\n')
    })
    expect(plan).toContain('Index Scan using imported_row_pkey')
    expect(plan).toMatch(/Index Cond: .*key > /)
    expect(plan).not.toContain('Sort')
    expect(await app.importedRows()).toHaveLength(20_000)
  })
})

describe('a hundred thousand rows', () => {
  it('are imported without holding them in memory', { timeout: 120_000 }, async () => {
    setFlagsFromString('--expose-gc')
    const collectGarbage: () => void = runInNewContext('gc')
    GeneratedSource.samples = []
    let held = Number.NaN
    GeneratedSource.events.once('last row', () => {
      collectGarbage()
      held = GeneratedSource.samples.filter((sample) => sample.deref() !== undefined).length
    })
    const settings = { rows: 100_000 }
    await app.sources.create({ name: 'cmdb', type: 'test.generated', keyColumn: 'name', settings })
    const run = await app.run()
    expect(run.counters['created']).toBe(100_000)
    // A hundred samples were taken; those of the last rows are on their way.
    expect(held).toBeLessThan(10)
    expect(run.progress.length).toBeGreaterThan(10)
    expect((await app.run()).counters['unchanged']).toBe(100_000)
  })
})

describe('a PostgreSQL query', () => {
  const querySource = (query: string, fields: object = {}) =>
    app.sources.create({
      name: 'cmdb',
      type: 'director.postgresql-query',
      keyColumn: 'name',
      settings: { url: app.url, query, ...fields },
    })

  it('gives rows with the kinds of values JSON has, everything else as text', async () => {
    await querySource(`SELECT 'web1' AS name, true AS virtual, 4 AS cores, 9007199254740993 AS big, 1.50::numeric AS price,
      0.5::float8 AS load, '{"a": [1]}'::jsonb AS extra, ARRAY['x', 'y'] AS tags, NULL AS nothing,
      '2026-01-02 03:04:05+01'::timestamptz AS seen, '10.0.0.1'::inet AS address, 'NaN'::float8 AS strange`)
    const run = await app.run()
    expect(run.error).toBeUndefined()
    expect((await app.importedRows())[0]?.data).toEqual({
      name: 'web1',
      virtual: true,
      cores: 4,
      big: '9007199254740993',
      price: '1.50',
      load: 0.5,
      extra: { a: [1] },
      tags: ['x', 'y'],
      seen: '2026-01-02 02:04:05+00',
      address: '10.0.0.1',
      strange: 'NaN',
    })
  })

  it.each([
    ['source.writing-query', `INSERT INTO lane VALUES ('x') RETURNING name`],
    ['source.writing-query', `SELECT nextval('run_fence') AS name`],
    ['source.failing-query', 'SELECT 1 AS name; DROP TABLE lane'],
    ['source.writing-query', 'SELEKT 1'],
    ['source.failing-query', 'SELECT 1 AS name, 2 AS name'],
    ['source.writing-query', 'COMMIT'],
    ['source.failing-query', 'SELECT 1 / (3 - i) AS name FROM generate_series(1, 5) i'],
  ])('fails with %s: %s', async (code, query) => {
    await querySource(query)
    const run = await app.run()
    expect([run.error?.code, await app.count('imported_row')]).toEqual([code, 0])
    expect(await app.count('lane')).toBe(1)
  })

  it('is stopped by the server after its timeout', async () => {
    await querySource('SELECT pg_sleep(30), 1 AS name', { timeoutSeconds: 1 })
    expect((await app.run()).error?.code).toBe('source.timed-out')
  })

  it('fails and stores nothing when the server ends the connection in mid-stream', async () => {
    await querySource(`SELECT 'h' || i AS name, CASE WHEN i = 20000 THEN pg_terminate_backend(pg_backend_pid()) END AS gone
      FROM generate_series(1, 30000) i`)
    const run = await app.run()
    expect([run.state, run.error?.code]).toEqual(['failed', 'source.interrupted'])
    expect(await app.count('imported_row')).toBe(0)
  })

  it.each([
    ['source.unreachable', { port: 1 }],
    ['source.refused-login', { password: 'wrong' }],
    ['source.missing-database', { database: 'nowhere' }],
  ])('fails with %s for %j', async (code, wrong) => {
    const { hostname, port, username, password, pathname } = new URL(app.url)
    const right = {
      host: hostname,
      port: Number(port),
      user: username,
      password,
      database: pathname.slice(1),
    }
    const settings = { ...right, ...wrong, query: 'SELECT 1 AS name' }
    await app.sources.create({ name: 'cmdb', type: 'director.postgresql-query', keyColumn: 'name', settings })
    const run = await app.run()
    expect(run.error?.code).toBe(code)
    expect(run.message).not.toContain(password)
  })
})
