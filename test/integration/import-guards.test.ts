import 'reflect-metadata'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openImports, type ImportsApplication } from '../support/imports/imports-application.js'
import { hosts } from '../support/imports/listed-source.js'

let app: ImportsApplication

beforeAll(async () => {
  app = await openImports()
})

afterAll(async () => {
  await app?.close()
})

beforeEach(() => app.clear())

/** What a worker does that knows of no held imports. */
const IMPORTED_WITHOUT_DROPPING = `
  INSERT INTO import_run (source_id, row_count, created, changed, removed, checksum) VALUES ($1, 10, 0, 1, 0, '')`

const heldKeys = async () => {
  const rows = await app.database.query<{ line: string }>(
    `SELECT key || CASE WHEN data IS NULL THEN ' gone' ELSE '' END AS line FROM held_row ORDER BY key`,
  )
  return rows.map(({ line }) => line)
}

describe('an import that breaks a guard', () => {
  it('fails, applies nothing and holds the difference: new, changed and removed rows', async () => {
    const { id } = await app.source({ guards: { maximumShrinkPercent: 20 } })
    await app.import(hosts(10))
    const before = await app.currentRows()
    const run = await app.import([{ name: 'web1' }, { name: 'web2', os: 'linux' }, { name: 'db1' }])
    expect([run.state, run.error?.code]).toEqual(['failed', 'import.held'])
    expect(run.message).toBe(
      'import source "cmdb": held for approval, nothing was applied: maximumShrinkPercent: expected at most 20 % fewer rows than the 10 before, received 3 (70 %) (1 created, 1 changed, 8 removed)',
    )
    expect(run.error?.remedy).toContain('director imports approve cmdb')
    expect(await app.currentRows()).toEqual(before)
    expect(await app.count('import_run')).toBe(1)
    expect(await heldKeys()).toEqual([
      'db1',
      'web10 gone',
      'web2',
      ...[3, 4, 5, 6, 7, 8, 9].map((number) => `web${number} gone`),
    ])
    expect(await app.approval.held('cmdb')).toMatchObject({
      sourceId: id,
      keyColumn: 'name',
      reasons: [{ guard: 'maximumShrinkPercent' }],
      rowCount: 3,
      created: 1,
      changed: 1,
      removed: 8,
      unchanged: 1,
      skipped: 0,
    })
  })

  it('holds the rows of an empty source by default, so that it removes nothing by itself', async () => {
    await app.source()
    await app.import(hosts(3))
    const run = await app.import([])
    expect(run.message).toContain('minimumRows: expected at least 1 row, received 0')
    expect(Object.keys(await app.currentRows())).toHaveLength(3)
    expect(await heldKeys()).toEqual(['web1 gone', 'web2 gone', 'web3 gone'])
  })

  it('is held also as the first one, whose rows leave their place', async () => {
    await app.source({ guards: { requiredColumns: ['address', 'vars.os'] } })
    const run = await app.import(hosts(3, { address: '10.0.0.1' }))
    expect(run.message).toContain('expected a value in at least one row of "vars.os", received none')
    expect([await app.count('imported_row'), await app.count('import_run')]).toEqual([0, 0])
    expect(await heldKeys()).toEqual(['web1', 'web2', 'web3'])
    await app.approval.approve('cmdb', { by: 'ada' })
    expect(await app.currentRows()).toEqual({
      web1: { name: 'web1', address: '10.0.0.1' },
      web2: { name: 'web2', address: '10.0.0.1' },
      web3: { name: 'web3', address: '10.0.0.1' },
    })
    expect(await app.import(hosts(3, { address: '10.0.0.1' }))).toMatchObject({
      message: 'cmdb: 3 rows, nothing changed',
    })
  })

  it('is not held when nothing would change', async () => {
    await app.source()
    await app.import(hosts(3))
    await app.sources.edit('cmdb', { guards: { minimumRows: 10, requiredColumns: ['os'] } })
    expect(await app.import(hosts(3))).toMatchObject({ message: 'cmdb: 3 rows, nothing changed' })
  })

  it('that only checks tells that it would be held, and holds nothing', async () => {
    await app.source()
    await app.import(hosts(2))
    const run = await app.import([], { checkOnly: true })
    expect([run.state, run.message]).toEqual([
      'succeeded',
      'cmdb: 0 rows, would create 0, change 0, remove 2; would be held: expected at least 1 row, received 0',
    ])
    expect(await app.approval.held('cmdb')).toBeUndefined()
  })
})

describe('a held import', () => {
  const holdShrunk = async () => {
    await app.source({ guards: { maximumShrinkPercent: 20 } })
    await app.import(hosts(10))
    await app.import(hosts(4, { os: 'linux' }))
  }

  it('is replaced by another one; the same rows leave the time they were first held', async () => {
    await holdShrunk()
    const first = await app.approval.held('cmdb')
    await app.import(hosts(4, { os: 'linux' }).toReversed())
    const same = await app.approval.held('cmdb')
    expect(same?.heldAt).toEqual(first?.heldAt)
    await app.import(hosts(2))
    const other = await app.approval.held('cmdb')
    expect(other?.heldAt.getTime()).toBeGreaterThan(first?.heldAt.getTime() ?? Infinity)
    expect(await heldKeys()).toEqual(
      ['web10', 'web3', 'web4', 'web5', 'web6', 'web7', 'web8', 'web9'].map((key) => `${key} gone`),
    )
  })

  it('is not written again as long as its rows are the same, also before the first import', async () => {
    const written = () => app.database.query('SELECT key, ctid, xmin FROM held_row ORDER BY key')
    await app.source({ guards: { minimumRows: 10 } })
    await app.import(hosts(3))
    const first = await written()
    await app.import(hosts(3))
    expect(await written()).toEqual(first)
    await app.import(hosts(4))
    expect(await heldKeys()).toEqual(['web1', 'web2', 'web3', 'web4'])
  })

  it('is another one when the same rows come under other keys', async () => {
    await app.source({ guards: { minimumRows: 10 } })
    await app.import([{ name: 'web1', id: 7 }])
    await app.sources.edit('cmdb', { keyColumn: 'id' })
    await app.import([{ name: 'web1', id: 7 }])
    expect(await heldKeys()).toEqual(['7'])
    expect(await app.approval.held('cmdb')).toMatchObject({ keyColumn: 'id' })
  })

  it('is applied by approval exactly as it was looked at, whatever the source has by now', async () => {
    await holdShrunk()
    const held = await app.approval.held('cmdb')
    const approved = await app.approval.approve('cmdb', { by: 'ada', checksum: held?.checksum ?? '' })
    expect(approved).toMatchObject({
      rowCount: 4,
      created: 0,
      changed: 4,
      removed: 6,
      checksum: held?.checksum,
    })
    expect(await app.currentRows()).toEqual({
      web1: { name: 'web1', os: 'linux' },
      web2: { name: 'web2', os: 'linux' },
      web3: { name: 'web3', os: 'linux' },
      web4: { name: 'web4', os: 'linux' },
    })
    expect(await app.latestImportRun()).toMatchObject({ id: approved.importRunId, rowCount: 4, removed: 6 })
    expect([await app.approval.held('cmdb'), await app.count('held_row')]).toEqual([undefined, 0])
    expect(await app.import(hosts(4, { os: 'linux' }))).toMatchObject({
      message: 'cmdb: 4 rows, nothing changed',
    })
  })

  it('is not applied when another one was looked at', async () => {
    await holdShrunk()
    const looked = await app.approval.held('cmdb')
    await app.import(hosts(3))
    await expect(
      app.approval.approve('cmdb', { by: 'ada', checksum: looked?.checksum ?? '' }),
    ).rejects.toMatchObject({ code: 'import.held-changed', expected: looked?.checksum })
    expect(Object.keys(await app.currentRows())).toHaveLength(10)
    expect(await app.approval.held('cmdb')).toMatchObject({ rowCount: 3 })
  })

  it('is not applied when the same rows were looked at under other keys', async () => {
    await app.source({ guards: { minimumRows: 10 } })
    await app.import([{ name: 'web1', id: 7 }])
    const looked = await app.approval.held('cmdb')
    await app.sources.edit('cmdb', { keyColumn: 'id' })
    await app.import([{ name: 'web1', id: 7 }])
    await expect(
      app.approval.approve('cmdb', { by: 'ada', checksum: looked?.checksum ?? '' }),
    ).rejects.toMatchObject({ code: 'import.held-changed' })
  })

  it('is not applied to other rows than those it was compared with; importing again holds it anew', async () => {
    const { id } = await app.source({ guards: { maximumShrinkPercent: 20 } })
    await app.import(hosts(10))
    await app.import(hosts(4))
    await app.database.transaction(async (transaction) => {
      await transaction.query(IMPORTED_WITHOUT_DROPPING, [id])
      await transaction.query(
        `UPDATE imported_row SET data = '{}', checksum = decode(repeat('00', 16), 'hex') WHERE key = 'web1'`,
      )
    })
    await expect(app.approval.approve('cmdb', { by: 'ada' })).rejects.toMatchObject({
      code: 'import.held-outdated',
      remedy: expect.stringContaining('director imports run cmdb'),
    })
    expect(Object.keys(await app.currentRows())).toHaveLength(10)
    await app.import(hosts(4))
    expect(await heldKeys()).toContain('web1')
    expect(await app.approval.approve('cmdb', { by: 'ada' })).toMatchObject({ changed: 1, removed: 6 })
  })

  it('that is outdated can be rejected', async () => {
    const { id } = await app.source()
    await app.import(hosts(2))
    await app.import([])
    await app.database.query(IMPORTED_WITHOUT_DROPPING, [id])
    await app.approval.reject('cmdb', { by: 'ada' })
    expect(await app.approval.held('cmdb')).toBeUndefined()
  })

  it('is applied once, also when two people approve it at the same time', async () => {
    await holdShrunk()
    const decisions = await Promise.allSettled([
      app.approval.approve('cmdb', { by: 'ada' }),
      app.approval.approve('cmdb', { by: 'grace' }),
    ])
    expect(decisions.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await app.count('import_run')).toBe(2)
  })

  it('is dropped by rejection; the stored rows stay', async () => {
    await holdShrunk()
    expect(await app.approval.reject('cmdb', { by: 'ada' })).toMatchObject({ rowCount: 4, removed: 6 })
    expect([await app.approval.held('cmdb'), await app.count('held_row')]).toEqual([undefined, 0])
    expect(Object.keys(await app.currentRows())).toHaveLength(10)
    await expect(app.approval.approve('cmdb', { by: 'ada' })).rejects.toMatchObject({
      code: 'import.nothing-held',
    })
  })

  it.each([
    ['that is applied', hosts(9), 1],
    ['that finds nothing changed', hosts(10), 0],
  ])('is dropped by an import %s, which says so in its log', async (_kind, rows, removed) => {
    await holdShrunk()
    const run = await app.import(rows)
    expect(run.counters).toMatchObject({ removed })
    expect(run.log).toContainEqual(expect.objectContaining({ level: 'info', message: 'held import dropped' }))
    expect([await app.approval.held('cmdb'), await app.count('held_row')]).toEqual([undefined, 0])
  })

  it('stays when a later import fails or only checks', async () => {
    await holdShrunk()
    await app.import([{ name: null }])
    await app.import(hosts(10), { checkOnly: true })
    expect(await app.approval.held('cmdb')).toMatchObject({ rowCount: 4 })
  })

  it('is deleted with its source', async () => {
    await holdShrunk()
    await app.sources.delete('cmdb')
    expect([
      await app.count('held_import'),
      await app.count('held_row'),
      await app.count('import_attempt'),
    ]).toEqual([0, 0, 0])
  })
})

describe('applying a held import', () => {
  it('finds the rows it replaces by the index of current rows', async () => {
    const { id } = await app.source()
    await app.import(hosts(20_000))
    await app.sources.edit('cmdb', { guards: { minimumRows: 30_000 } })
    await app.import(hosts(20_000).with(7, { name: 'web8', os: 'linux' }))
    await app.database.query('ANALYZE imported_row, held_row')
    const statement = await readFile(
      new URL('../../libs/adapters/database/src/held-imports/close-held-rows.sql', import.meta.url),
      'utf8',
    )
    const plan = await app.database.transaction(async (transaction) => {
      await transaction.query('SET LOCAL plan_cache_mode = force_generic_plan')
      await transaction.query(`PREPARE closing AS ${statement}`)
      const lines = await transaction.query<{ 'QUERY PLAN': string }>(
        `EXPLAIN (COSTS OFF) EXECUTE closing ('${id}', 1)`,
      )
      return lines.map((line) => line['QUERY PLAN']).join('\n')
    })
    expect(plan).toContain('imported_row_current')
    expect(plan).not.toContain('Seq Scan on imported_row')
  })
})

describe('a row policy', () => {
  it('stops at the first bad row by default', async () => {
    await app.source()
    const run = await app.import([{ name: 'web1' }, { name: '' }])
    expect(run.error?.code).toBe('import.missing-key')
    expect(await app.count('imported_row')).toBe(0)
  })

  it('leaves out and lists rows with number, key and reason', async () => {
    await app.source({
      rowPolicy: { missingKeys: 'skip', duplicateKeys: 'skip', failedRows: 'skip' },
      modifiers: [{ type: 'director.make-boolean', property: 'virtual' }],
    })
    const run = await app.import([
      { name: 'web1', virtual: 'yes' },
      { virtual: 'no' },
      { name: 'web1', virtual: 'no' },
      { name: 'web2', virtual: 'perhaps' },
      { name: ['web3'], virtual: 'no' },
      { name: 'web4', virtual: 'no', note: 'a\0b' },
      { name: 'web4', virtual: 'no', icon: new Uint8Array([1]) },
      { name: 'web4', virtual: 'no' },
    ])
    expect([run.state, run.message]).toEqual([
      'succeeded',
      'cmdb: 2 rows (6 skipped), 2 created, 0 changed, 0 removed',
    ])
    expect(run.counters).toMatchObject({ rowsRead: 8, created: 2, skipped: 6 })
    expect(await app.currentRows()).toEqual({
      web1: { name: 'web1', virtual: true },
      web4: { name: 'web4', virtual: false },
    })
    const [attempt] = await app.history.list('cmdb')
    expect(attempt?.skippedRows.map(({ row, key, code }) => [row, key, code])).toEqual([
      [4, null, 'modifier.value'],
      [2, null, 'import.missing-key'],
      [4, null, 'import.bad-key'],
      [5, 'web4', 'import.unstorable-value'],
      [6, 'web4', 'import.unstorable-value'],
      // Found after what is wrong with the rows around it by themselves.
      [3, 'web1', 'import.duplicate-key'],
    ])
    expect(attempt?.skippedRows[1]?.message).toBe('modified row 2: no value in the key column "name"')
    expect(run.log.filter(({ message }) => message === 'row skipped')).toHaveLength(6)
  })

  it('skips only what it names', async () => {
    await app.source({ rowPolicy: { duplicateKeys: 'skip' } })
    const run = await app.import([{ name: 'web1' }, { name: 'web1' }, { name: null }])
    expect(run.message).toBe('import source "cmdb": row 3: no value in the key column "name"')
  })

  it('fails with more skipped rows than the maximum, naming the first ones', async () => {
    await app.source({ rowPolicy: { missingKeys: 'skip', maximumSkipped: 2 } })
    const rows = [{ name: 'web1' }, {}, {}]
    expect(await app.import(rows)).toMatchObject({ state: 'succeeded', counters: { skipped: 2 } })
    const run = await app.import([...rows, {}])
    expect(run.error).toMatchObject({ code: 'import.too-many-skipped', expected: 'at most 2' })
    expect(run.error?.details?.['skippedRows']).toHaveLength(3)
  })

  it('skips rows also when the first one lacks the key column altogether', async () => {
    await app.source({ rowPolicy: { missingKeys: 'skip' } })
    expect(await app.import([{ host: 'web1' }, { name: 'web2' }])).toMatchObject({
      message: 'cmdb: 1 rows (1 skipped), 1 created, 0 changed, 0 removed',
    })
  })

  it('treats a skipped row as one the source does not have, which guards see', async () => {
    await app.source({ rowPolicy: { failedRows: 'skip' }, guards: { maximumShrinkPercent: 10 } })
    await app.import(hosts(2))
    const run = await app.import([{ name: 'web1' }, { name: 'web2', note: '\0' }])
    expect(run.error?.code).toBe('import.held')
    expect(await heldKeys()).toEqual(['web2 gone'])
  })
})

describe('guards and policy', () => {
  it('are shown with their defaults, and replaced as a whole', async () => {
    const created = await app.source({ guards: { minimumRows: 5 } })
    expect(created).toMatchObject({
      rowPolicy: { missingKeys: 'fail', duplicateKeys: 'fail', failedRows: 'fail', maximumSkipped: 100 },
      guards: { minimumRows: 5, maximumShrinkPercent: null, maximumGrowthPercent: null, requiredColumns: [] },
    })
    const edited = await app.sources.edit('cmdb', { guards: { maximumGrowthPercent: 50 } })
    expect(edited.guards).toMatchObject({ minimumRows: 1, maximumGrowthPercent: 50 })
    expect(await app.sources.edit('cmdb', { description: 'x' })).toMatchObject({ guards: edited.guards })
  })

  it('are refused with every problem and the name that was meant', async () => {
    const guards = { minimumRow: 5, maximumShrinkPercent: 101 }
    const refused = await app.source({ guards, rowPolicy: { missingKeys: 'ignore' } }).catch((error) => error)
    expect(refused.code).toBe('import-source.invalid')
    expect(refused.details.problems.map(({ place }: { place: string }) => place).toSorted()).toEqual([
      'guards.maximumShrinkPercent',
      'guards.minimumRow',
      'rowPolicy.missingKeys',
    ])
    expect(refused.message).toContain('did you mean "minimumRows"?')
    expect(await app.count('import_source')).toBe(0)
  })
})
