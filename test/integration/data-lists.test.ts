import 'reflect-metadata'
import { DataLists, DataListsModule } from '@director/data-lists'
import { SourceWarnings } from '@director/imports'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openImports, type ImportsApplication } from '../support/imports/imports-application.js'

let app: ImportsApplication
let lists: DataLists

beforeAll(async () => {
  app = await openImports(DataListsModule)
  lists = app.get(DataLists)
})

afterAll(async () => {
  await app?.close()
})

beforeEach(async () => {
  await app.clear()
  await app.database.query('DELETE FROM data_list')
})

const SITES = { ber: 'Berlin', ham: { city: 'Hamburg' }, muc: null }
const sites = () => lists.create({ name: 'sites', description: 'Where hosts stand', entries: SITES })
const revisionOf = async (name: string) => (await lists.get(name)).revision

describe('data lists', () => {
  it('are stored with entries of any JSON value', async () => {
    expect(await sites()).toMatchObject({ name: 'sites', entryCount: 3, revision: 1 })
    expect(await lists.get('sites')).toMatchObject({ description: 'Where hosts stand', entries: SITES })
    await lists.create({ name: 'empty' })
    expect((await lists.list()).map(({ name, entryCount }) => [name, entryCount])).toEqual([
      ['empty', 0],
      ['sites', 3],
    ])
    expect((await lists.get('empty')).entries).toEqual({})
  })

  it.each([
    [{ name: ' x' }, 'name: expected a name without spaces'],
    [{ name: 'x', entrys: {} }, 'did you mean "entries"?'],
    [{ name: 'x', entries: { a: 1, '': 2 } }, 'entries.: expected a name of 1 to 255'],
    [{ name: '', entries: 'a' }, 'entries: expected names with values'],
  ])('are refused with every problem: %j', async (written, problem) => {
    await expect(lists.create(written)).rejects.toMatchObject({
      code: 'data-list.invalid',
      message: expect.stringContaining(problem),
    })
    expect(await lists.list()).toEqual([])
  })

  it('replace all entries in an edit, and write only what is different', async () => {
    await sites()
    expect(await lists.edit('sites', { entries: { ber: 'Bonn', ham: SITES.ham, zrh: 1 } })).toMatchObject({
      revision: 2,
      entryCount: 3,
      changes: { stored: 2, removed: 1 },
    })
    expect(await lists.edit('sites', { entries: { ber: 'Bonn', ham: SITES.ham, zrh: 1 } })).toMatchObject({
      revision: 2,
      isChanged: false,
      changes: { stored: 0, removed: 0 },
    })
  })

  it('set and take away single entries, all or none', async () => {
    await sites()
    expect(await lists.setEntries('sites', { zrh: 'Zurich', ber: 'Berlin' })).toMatchObject({
      revision: 2,
      changes: { stored: 1 },
    })
    await expect(lists.unsetEntries('sites', ['ber', 'hma'])).rejects.toMatchObject({
      code: 'data-list.unknown-entry',
      expected: '"ham"?',
    })
    expect(await lists.unsetEntries('sites', ['ber', 'ham'])).toMatchObject({ revision: 3, entryCount: 2 })
    expect((await lists.get('sites')).entries).toEqual({ muc: null, zrh: 'Zurich' })
  })

  it('have names of their own, and are not changed from an old revision', async () => {
    await sites()
    await expect(sites()).rejects.toMatchObject({ code: 'data-list.name-taken' })
    await lists.create({ name: 'other' })
    await expect(lists.edit('other', { name: 'sites' })).rejects.toMatchObject({
      code: 'data-list.name-taken',
    })
    await lists.edit('sites', { description: 'changed' }, 1)
    for (const late of [
      () => lists.edit('sites', { description: 'late' }, 1),
      () => lists.setEntries('sites', { a: 1 }, 1),
      () => lists.unsetEntries('sites', ['ber'], 1),
    ]) {
      await expect(late()).rejects.toMatchObject({ code: 'data-list.changed-meanwhile' })
    }
    expect(await revisionOf('sites')).toBe(2)
  })

  it('lose nothing when several people set entries at once', async () => {
    await sites()
    await Promise.all(['a', 'b', 'c', 'd'].map((name) => lists.setEntries('sites', { [name]: name })))
    expect(await lists.get('sites')).toMatchObject({ entryCount: 7, revision: 5 })
  })

  it('hold 100,000 entries, of which an edit writes those that changed', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 100_000 }, (_, number) => [`key-${number}`, `v${number}`]),
    )
    expect(await lists.create({ name: 'many', entries: many })).toMatchObject({ entryCount: 100_000 })
    const { 'key-5': _removed, ...rest } = many
    expect(await lists.edit('many', { entries: { ...rest, 'key-7': 'other' } })).toMatchObject({
      entryCount: 99_999,
      changes: { stored: 1, removed: 1 },
    })
  })

  it('are named nearly when there is none of a name', async () => {
    await sites()
    await expect(lists.get('sties')).rejects.toMatchObject({
      code: 'data-list.unknown',
      expected: '"sites"?',
    })
    await expect(lists.delete('sties')).rejects.toMatchObject({ code: 'data-list.unknown' })
  })
})

describe('the modifier director.map', () => {
  const HOSTS = 'name,site\nweb1,ber\nweb2,ham\nweb3,paris\n'
  const source = (datalist: string) =>
    app.csvSource(HOSTS, {
      modifiers: [{ type: 'director.map', property: 'site', settings: { datalist, on_missing: 'keep' } }],
    })

  it('puts the values of a data list into the rows', async () => {
    await sites()
    await source('sites')
    expect(await app.run()).toMatchObject({ state: 'succeeded' })
    const values = (await app.importedRows()).map(({ data }) => data['site'])
    expect(values).toEqual(['Berlin', { city: 'Hamburg' }, 'paris'])
  })

  it('warns when its list does not exist, and fails the import with the nearest name', async () => {
    await sites()
    const created = await source('site')
    const [warning, ...more] = await app.get(SourceWarnings).about(created)
    expect(more).toEqual([])
    expect(warning).toBe('modifier 1 (director.map): there is no data list "site" yet; did you mean "sites"?')
    expect(await app.run()).toMatchObject({
      state: 'failed',
      error: { code: 'modifier.unknown-data-list', expected: '"sites"?' },
    })
  })

  it('keeps its list under its name, naming the source', async () => {
    await sites()
    await source('sites')
    for (const work of [() => lists.delete('sites'), () => lists.edit('sites', { name: 'places' })]) {
      await expect(work()).rejects.toMatchObject({
        code: 'data-list.in-use',
        message: 'data list "sites" is used by modifiers of import source "cmdb"',
      })
    }
    await app.sources.delete('cmdb')
    await lists.edit('sites', { name: 'places' })
    await lists.delete('places')
    expect(await lists.list()).toEqual([])
  })
})
