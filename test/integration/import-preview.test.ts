import 'reflect-metadata'
import { EventEmitter, once } from 'node:events'
import { Module } from '@nestjs/common'
import { ImportPreview } from '@director/imports'
import { ImportSource, type ImportSourceContext, type JobLog, type Row } from '@director/kit'
import { MASK } from '@director/secrets'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openImports, type ImportsApplication } from '../support/imports/imports-application.js'

const Scripted = z.object({
  rows: z.array(z.record(z.string(), z.json())),
  afterwards: z.enum(['end', 'fail', 'wait']).default('end'),
})

/** Gives the rows of its settings; then ends, fails, or waits until it is stopped. */
@ImportSource({ type: 'test.scripted', title: 'Scripted', settings: Scripted })
class ScriptedSource {
  static readonly events = new EventEmitter()

  async columns() {
    return ['name']
  }

  async *rows({ settings, signal }: ImportSourceContext<z.infer<typeof Scripted>>): AsyncGenerator<Row> {
    try {
      yield* settings.rows
      if (settings.afterwards === 'fail') throw new Error('the source died')
      if (settings.afterwards === 'wait' && !signal.aborted) {
        ScriptedSource.events.emit('waiting')
        await once(signal, 'abort')
      }
      signal.throwIfAborted()
    } finally {
      ScriptedSource.events.emit('ended')
    }
  }
}

@Module({ providers: [ScriptedSource] })
class ScriptedSourceModule {}

let app: ImportsApplication
let preview: ImportPreview

beforeAll(async () => {
  app = await openImports(ScriptedSourceModule)
  preview = app.get(ImportPreview)
})

afterAll(async () => {
  await app?.close()
})

beforeEach(() => app.clear())

const quiet: JobLog = { debug() {}, info() {}, warn() {}, error() {} }
const reading = (more: { rows?: number; signal?: AbortSignal } = {}) => ({
  signal: new AbortController().signal,
  log: quiet,
  ...more,
})

function scripted(rows: readonly object[], fields: object = {}, afterwards = 'end') {
  return { name: 'cmdb', type: 'test.scripted', keyColumn: 'name', settings: { rows, afterwards }, ...fields }
}

async function previewOf(rows: readonly object[], fields: object = {}, afterwards = 'end') {
  await app.sources.create(scripted(rows, fields, afterwards))
  return preview.preview('cmdb', reading())
}

const codes = (problems: readonly { code: string }[]) => problems.map(({ code }) => code)

describe('a preview', () => {
  it('shows rows as they come and as modifiers leave them, and stores nothing', async () => {
    const modifiers = [{ type: 'director.uppercase', property: 'name', target: 'label' }]
    expect(await previewOf([{ name: 'web1', os: null }], { modifiers })).toMatchObject({
      source: 'cmdb',
      rows: [
        {
          number: 1,
          raw: { name: 'web1', os: null },
          modified: [{ name: 'web1', os: null, label: 'WEB1' }],
          problems: [],
        },
      ],
      isWhole: true,
      failure: undefined,
    })
    expect(await app.database.query('SELECT FROM imported_row')).toEqual([])
  })

  it('shows each row with the rows an expanding modifier made of it, and none for a rejected one', async () => {
    const modifiers = [
      { type: 'director.array-to-row', property: 'name' },
      {
        type: 'director.reject-or-select',
        property: 'name',
        settings: { filter_method: 'wildcard', filter_string: 'x*', policy: 'reject' },
      },
    ]
    const { rows } = await previewOf([{ name: ['a', 'b'] }, { name: ['x1'] }], { modifiers })
    expect(rows.map(({ modified }) => modified)).toEqual([[{ name: 'a' }, { name: 'b' }], []])
  })

  it('shows what a grouping modifier made of the rows apart from them', async () => {
    const modifiers = [
      {
        type: 'director.simple-group-by',
        property: 'site',
        settings: { aggregation_columns: 'name' },
      },
    ]
    const rows = [
      { name: 'a', site: 'x' },
      { name: 'b', site: 'x' },
    ]
    const shown = await previewOf(rows, { modifiers, keyColumn: 'site' })
    expect(shown.rows.map(({ modified }) => modified)).toEqual([[], []])
    expect(shown.gathered).toEqual({ modified: [{ name: ['a', 'b'], site: 'x' }], problems: [] })
  })

  it('tells what is wrong with a row beside it and goes on', async () => {
    const modifiers = [{ type: 'director.to-string', property: 'size' }]
    const draft = scripted(
      [
        { name: 'a', size: 1 },
        { name: null, size: 1 },
        { name: 'a', size: 1 },
        { name: 'b', size: [[]] },
        { name: 'c', size: 1, note: 'nul \0' },
        { name: 'd', size: 2 },
      ],
      { modifiers },
    )
    const { rows } = await preview.previewDraft(draft, reading())
    expect(rows.map(({ problems }) => codes(problems))).toEqual([
      [],
      ['import.missing-key'],
      ['import.duplicate-key'],
      [expect.stringMatching(/^modifier\./)],
      ['import.unstorable-value'],
      [],
    ])
    expect(rows[2]?.problems[0]?.message).toBe('the key "a" was already in row 1')
  })

  it('names the columns there are when the rows lack the key column', async () => {
    const { rows } = await previewOf([{ hostname: 'a' }])
    expect(rows[0]?.problems[0]).toMatchObject({ code: 'import.missing-key', expected: /hostname/ })
  })

  it('takes a first row without the key column for a row without a key when such rows are skipped', async () => {
    const { rows } = await previewOf([{ hostname: 'a' }, { name: 'b' }], {
      rowPolicy: { missingKeys: 'skip' },
    })
    expect(rows.map(({ problems }) => problems.map(({ message }) => message))).toEqual([
      ['no value in the key column "name"'],
      [],
    ])
  })
})

describe('reading', () => {
  it('stops after the rows that were asked for and ends the stream of the source', async () => {
    const rows = [1, 2, 3].map((number) => ({ name: `host-${number}` }))
    await app.sources.create(scripted(rows, {}, 'wait'))
    const ended = once(ScriptedSource.events, 'ended')
    const shown = await preview.preview('cmdb', reading({ rows: 2 }))
    await ended
    expect([shown.rows.length, shown.isWhole]).toEqual([2, false])
  })

  it.each([
    [2, true],
    [1, false],
  ])('of 2 rows, %d asked for: that these are all is %s', async (rows, isWhole) => {
    await app.sources.create(scripted([{ name: 'a' }, { name: 'b' }]))
    const shown = await preview.preview('cmdb', reading({ rows }))
    expect([shown.rows.length, shown.isWhole]).toEqual([rows, isWhole])
  })

  it('stops the query at the server', async () => {
    const query = `SELECT 'host-' || n AS name, pg_sleep(CASE WHEN n > 2000 THEN 60 ELSE 0 END)::text AS slept
                   FROM generate_series(1, 1000000) AS n`
    const settings = { url: app.url, query }
    await app.sources.create({ name: 'sql', type: 'director.postgresql-query', keyColumn: 'name', settings })
    const { rows } = await preview.preview('sql', reading({ rows: 5 }))
    expect(rows.map(({ raw }) => raw['name'])).toEqual(['host-1', 'host-2', 'host-3', 'host-4', 'host-5'])
    const running = await app.database.query(
      `SELECT FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%source_rows%' AND pid <> pg_backend_pid()
       AND datname = current_database()`,
    )
    expect(running).toEqual([])
  })

  it('shows the rows that came before the source failed, and why it did', async () => {
    const shown = await previewOf([{ name: 'a' }], {}, 'fail')
    expect(shown).toMatchObject({
      rows: [{ number: 1 }],
      isWhole: false,
      failure: { message: 'the source died' },
    })
  })

  it('fails with the name of the source when it gives nothing', async () => {
    await app.sources.create(scripted([], {}, 'fail'))
    await expect(preview.preview('cmdb', reading())).rejects.toThrow('import source "cmdb": the source died')
  })

  it('ends when it is cancelled', async () => {
    await app.sources.create(scripted([{ name: 'a' }], {}, 'wait'))
    const stopped = new AbortController()
    const waiting = once(ScriptedSource.events, 'waiting')
    const ended = preview.preview('cmdb', reading({ signal: stopped.signal }))
    await waiting
    stopped.abort(new Error('no longer wanted'))
    await expect(ended).rejects.toThrow('no longer wanted')
  })

  it.each([0, 1.5, 1_001])('refuses %d rows', async (rows) => {
    await app.sources.create(scripted([]))
    await expect(preview.preview('cmdb', reading({ rows }))).rejects.toMatchObject({
      code: 'usage.bad-number',
    })
  })
})

describe('a definition that is not stored', () => {
  it('is previewed without being stored', async () => {
    const { rows } = await preview.previewDraft(scripted([{ name: 'a' }]), reading())
    expect(rows.map(({ raw }) => raw)).toEqual([{ name: 'a' }])
    expect(await app.sources.list()).toEqual([])
  })

  it('is refused with every problem, as when it is created', async () => {
    const draft = { ...scripted([]), keyColumn: 5, descripton: '' }
    await expect(preview.previewDraft(draft, reading())).rejects.toMatchObject({
      code: 'import-source.invalid',
      details: { problems: [expect.anything(), expect.anything()] },
    })
  })

  it('is a change of the stored source of its name: masked secrets are those that are stored', async () => {
    const settings = { url: app.url, query: `SELECT 'old' AS name` }
    await app.sources.create({ name: 'sql', type: 'director.postgresql-query', keyColumn: 'name', settings })
    const draft = { name: 'sql', settings: { url: MASK, query: `SELECT 'new' AS name` } }
    const { rows } = await preview.previewDraft(draft, reading())
    expect(rows.map(({ raw }) => raw)).toEqual([{ name: 'new' }])
    expect((await app.sources.get('sql')).settings['query']).toContain('old')
  })
})
