import 'reflect-metadata'
import { sqlFile } from '@director/database'
import {
  ImportDifferences,
  SourceColumns,
  type ImportDifference,
  type RowDifference,
} from '@director/imports'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openImports, type ImportsApplication } from '../support/imports/imports-application.js'

let app: ImportsApplication
let differences: ImportDifferences

beforeAll(async () => {
  app = await openImports()
  differences = app.get(ImportDifferences)
})

afterAll(async () => {
  await app?.close()
})

beforeEach(async () => {
  await app.clear()
  await app.csvSource('')
})

/** Imports these lines of `name,os` and gives the number of the import. */
async function imported(...lines: readonly string[]): Promise<number> {
  await app.write('hosts.csv', ['name,os', ...lines, ''].join('\n'))
  const run = await app.run()
  if (run.state !== 'succeeded') throw new Error(run.message)
  const [latest] = await app.database.query<{ id: string }>('SELECT max(id) AS id FROM import_run')
  return Number(latest?.id)
}

async function rowsOf(difference: ImportDifference): Promise<readonly RowDifference[]> {
  const rows: RowDifference[] = []
  for await (const row of difference.rows()) rows.push(row)
  return rows
}

/** `+key`, `-key`, `~key(columns)` in their order. */
async function marks(difference: ImportDifference): Promise<string> {
  const mark = { created: '+', removed: '-', changed: '~' }
  const texts = (await rowsOf(difference)).map(
    ({ kind, key, changedColumns }) =>
      `${mark[kind]}${key}${kind === 'changed' ? `(${changedColumns.join()})` : ''}`,
  )
  return texts.join(' ')
}

describe('the difference between two imports', () => {
  it('is that of the latest and the one before, with counts and both versions of each row', async () => {
    const first = await imported('a,linux', 'b,linux', 'c,linux')
    const second = await imported('a,linux', 'b,bsd', 'd,')
    const difference = await differences.between('cmdb')
    expect(difference).toMatchObject({
      from: { kind: 'import', importRunId: first },
      to: { kind: 'import', importRunId: second },
      counts: { created: 1, changed: 1, removed: 1 },
    })
    expect(await rowsOf(difference)).toEqual([
      {
        key: 'b',
        kind: 'changed',
        before: { name: 'b', os: 'linux' },
        after: { name: 'b', os: 'bsd' },
        changedColumns: ['os'],
      },
      {
        key: 'c',
        kind: 'removed',
        before: { name: 'c', os: 'linux' },
        after: null,
        changedColumns: ['name', 'os'],
      },
      { key: 'd', kind: 'created', before: null, after: { name: 'd' }, changedColumns: ['name'] },
    ])
  })

  it('of the first import is everything', async () => {
    await imported('a,linux', 'b,linux')
    const difference = await differences.between('cmdb')
    expect([difference.from.kind, await marks(difference)]).toEqual(['nothing', '+a +b'])
  })

  it('can be asked for between any two, in both directions', async () => {
    const first = await imported('back,1', 'gone,1', 'moved,1')
    const second = await imported('back,2', 'moved,2', 'passing,2')
    const third = await imported('back,1', 'moved,3', 'new,3')
    expect(await marks(await differences.between('cmdb', first, third))).toBe('-gone ~moved(os) +new')
    expect(await marks(await differences.between('cmdb', first, second))).toBe(
      '~back(os) -gone ~moved(os) +passing',
    )
    const reversed = await differences.between('cmdb', third, first)
    expect(reversed.counts).toEqual({ created: 1, changed: 1, removed: 1 })
    expect(await marks(reversed)).toBe('+gone ~moved(os) -new')
    expect(await marks(await differences.between('cmdb', third, third))).toBe('')
  })

  it('tells a row that was removed and came back by what is different in it', async () => {
    const first = await imported('a,1', 'b,1', 'c,1')
    await imported('c,1')
    const third = await imported('a,1', 'b,2', 'c,1')
    expect(await marks(await differences.between('cmdb', first, third))).toBe('~b(os)')
  })

  it('does not mix sources, and is ordered by key however many rows there are', async () => {
    const lines = Array.from({ length: 2_500 }, (_, index) => `h${String(index).padStart(5, '0')},linux`)
    await imported('first,1')
    await app.sources.clone('cmdb', 'other')
    await app.run({ source: 'other' })
    await imported(...lines.toReversed())
    const difference = await differences.between('cmdb')
    expect(difference.counts).toEqual({ created: 2_500, changed: 0, removed: 1 })
    const keys = (await rowsOf(difference)).map(({ key }) => key)
    expect(keys).toEqual(['first', ...lines.map((line) => line.slice(0, 6))])
  })

  it('gives its connection back when the reader stops early', async () => {
    await imported(...Array.from({ length: 2_500 }, (_, index) => `h${index},linux`))
    for (let reading = 0; reading < 20; reading++) {
      for await (const _row of (await differences.between('cmdb')).rows()) break
    }
    expect(app.database.pool.waitingCount).toBe(0)
  })

  it('refuses numbers of other sources and sources without imports', async () => {
    await expect(differences.between('cmdb')).rejects.toMatchObject({ code: 'import.nothing-imported' })
    const first = await imported('a,1')
    for (const [from, to] of [
      [first + 1, undefined],
      [undefined, first + 1],
    ])
      await expect(differences.between('cmdb', from, to)).rejects.toMatchObject({
        code: 'import.unknown-run',
        message: `"cmdb" has no import ${first + 1}`,
      })
    await expect(differences.between('cmbd')).rejects.toMatchObject({ code: 'import-source.unknown' })
  })

  it('does not call all rows new when the import before was removed by housekeeping', async () => {
    await imported('a,1', 'b,1')
    const second = await imported('a,1', 'b,2')
    await app.database.query('DELETE FROM import_run WHERE id < $1', [second])
    await app.database.query('DELETE FROM imported_row WHERE valid_to_run <= $1', [second])
    await expect(differences.between('cmdb')).rejects.toMatchObject({
      code: 'import.unknown-run',
      message: `the import of "cmdb" before ${second} is not stored any more`,
    })
  })

  it('is found by indices on what was closed and opened, not by reading all rows', async () => {
    await imported(...Array.from({ length: 20_000 }, (_, index) => `h${index},linux`))
    const first = await imported(...Array.from({ length: 20_000 }, (_, index) => `h${index},bsd`))
    await imported(...Array.from({ length: 20_000 }, (_, index) => `h${index},${index < 5 ? 'x' : 'bsd'}`))
    await app.database.query('VACUUM ANALYZE imported_row')
    const statement = sqlFile(
      '../../libs/adapters/database/src/import-differences/differing-rows.sql',
      import.meta.url,
    )
    const [source] = await app.database.query<{ id: string }>('SELECT id FROM import_source')
    const plan = await app.database.query(
      `EXPLAIN ${statement.text
        .replace(/\$1/g, `'${source?.id}'`)
        .replace(/\$2/g, `${first}`)
        .replace(/\$3/g, `${first + 1}`)}`,
    )
    const text = JSON.stringify(plan)
    expect(text).not.toContain('Seq Scan')
    expect(text).toContain('imported_row_closed')
    expect(text).toContain('imported_row_opened')
  })
})

describe('the difference of a held import', () => {
  it('is that between what is stored and what an approval would store', async () => {
    await imported('a,1', 'b,1', 'c,1', 'd,1')
    await app.sources.edit('cmdb', { guards: { maximumShrinkPercent: 10 } })
    await expect(imported('a,1', 'b,2', 'e,2')).rejects.toThrow('held')
    const difference = await differences.held('cmdb')
    expect(difference).toMatchObject({
      from: { kind: 'import' },
      to: { kind: 'held' },
      counts: { created: 1, changed: 1, removed: 2 },
    })
    const held = await marks(difference)
    expect(held).toBe('~b(os) -c -d +e')
    await app.approval.approve('cmdb', { by: 'test' })
    expect(await marks(await differences.between('cmdb'))).toBe(held)
    await expect(differences.held('cmdb')).rejects.toMatchObject({ code: 'import.nothing-held' })
  })
})

describe('the columns of a source', () => {
  const reading = {
    signal: new AbortController().signal,
    log: { debug() {}, info() {}, warn() {}, error() {} },
  }
  const columns = () => app.get(SourceColumns).of('cmdb', reading)

  it('are its own and those its modifiers write, sorted, each once', async () => {
    await imported('a,1')
    const modifiers = [
      { type: 'director.uppercase', property: 'name', target: 'label' },
      { type: 'director.lowercase', property: 'os' },
    ]
    await app.sources.edit('cmdb', { modifiers })
    expect(await columns()).toEqual({
      source: 'cmdb',
      columns: ['label', 'name', 'os'],
      from: 'source',
      problem: undefined,
    })
  })

  it('are those that were seen last, with the reason, when the source cannot be asked', async () => {
    await imported('a,1')
    await app.sources.edit('cmdb', { settings: { path: 'gone.csv' } })
    expect(await columns()).toMatchObject({
      columns: ['name', 'os'],
      from: 'history',
      problem: { message: expect.stringContaining('import source "cmdb": ') },
    })
  })

  it('are those that were seen last however often the source failed since', async () => {
    await imported('a,1')
    await app.sources.edit('cmdb', { settings: { path: 'gone.csv' } })
    for (let failed = 0; failed < 25; failed++) await app.run()
    expect(await columns()).toMatchObject({ columns: ['name', 'os'], from: 'history' })
  })

  it('cannot be told while a modifier is not installed; the source is named', async () => {
    await app.database.query(
      `UPDATE import_source SET modifiers = '[{"type": "gone.modifier", "property": "name"}]'`,
    )
    await expect(columns()).rejects.toThrow(/^import source "cmdb": .*gone\.modifier/)
  })

  it('cannot be told of a source that was never read and cannot be asked', async () => {
    await app.sources.edit('cmdb', { settings: { path: 'gone.csv' } })
    await expect(columns()).rejects.toThrow('import source "cmdb": ')
  })
})
