import 'reflect-metadata'
import { MASK } from '@director/secrets'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openImports, type ImportsApplication } from '../support/imports/imports-application.js'

let app: ImportsApplication

beforeAll(async () => {
  app = await openImports()
})

afterAll(async () => {
  await app?.close()
})

beforeEach(() => app.clear())

const HOSTS = 'name,address,os\nweb1,10.0.0.1,linux\nweb2,10.0.0.2,linux\ndb1,10.0.0.3,\n'

describe('import sources', () => {
  const written = (fields: object = {}) => ({
    name: 'cmdb',
    type: 'director.postgresql-query',
    keyColumn: 'name',
    settings: { url: app.url, query: 'SELECT 1 AS name' },
    ...fields,
  })

  it('keep secrets sealed in the database and masked to people, and use them in clear text', async () => {
    const created = await app.sources.create(written())
    expect(created.settings['url']).toBe(MASK)
    const [stored] = await app.database.query<{ settings: { url: string } }>(
      'SELECT settings FROM import_source',
    )
    expect(stored?.settings.url).toMatch(/^enc:v1:/)
    await app.sources.edit('cmdb', { settings: { ...created.settings, query: `SELECT 'web7' AS name` } })
    expect((await app.run()).state).toBe('succeeded')
    expect(Object.keys(await app.currentRows())).toEqual(['web7'])
  })

  it.each([
    ['import-source.invalid', { settings: { query: 'SELECT 1' } }, 'settings.url: expected a URL, or host'],
    [
      'import-source.invalid',
      { settings: { url: 'http://x', query: 'SELECT 1' } },
      'settings.url: expected an address',
    ],
    ['import-source.invalid', { name: 'n'.repeat(65) }, 'name: expected at most 64 characters'],
    ['import-source.invalid', { keycolumn: 'name' }, 'did you mean "keyColumn"?'],
    ['import-source.invalid', { keyColumn: undefined }, 'keyColumn: expected the column'],
    ['import-source-type.not-installed', { type: 'director.csv-fil' }, 'is not installed'],
  ])('are refused with %s: %j', async (code, fields, problem) => {
    const failure = await app.sources.create(written(fields)).catch((error: unknown) => error)
    expect(failure).toMatchObject({ code, message: expect.stringContaining(problem) })
    expect(await app.count('import_source')).toBe(0)
  })

  it('have names of their own, and are not changed from an old revision', async () => {
    const { revision } = await app.sources.create(written())
    await expect(app.sources.create(written())).rejects.toMatchObject({ code: 'import-source.name-taken' })
    await app.sources.edit('cmdb', { description: 'first' }, revision)
    await expect(app.sources.edit('cmdb', { description: 'second' }, revision)).rejects.toMatchObject({
      code: 'import-source.changed-meanwhile',
    })
    expect((await app.sources.get('cmdb')).description).toBe('first')
  })

  it('stay and keep their names while a sync rule reads them', async () => {
    await app.csvSource(HOSTS)
    await app.database.query(`INSERT INTO sync_rule (name, object_type, update_policy, properties) VALUES
      ('hosts', 'Host', 'merge', '[{"source":"cmdb","expression":"x","destination":"address"}]')`)
    for (const work of [app.sources.delete('cmdb'), app.sources.edit('cmdb', { name: 'other' })])
      await expect(work).rejects.toMatchObject({ code: 'import-source.in-use' })
    await app.database.query('DELETE FROM sync_rule')
  })

  it.each([
    ['guards', `{"maximumAge": 5}`, 'guards.maximumAge: '],
    ['row_policy', `{"missingKeys": "ask"}`, 'rowPolicy.missingKeys: expected one of fail, skip'],
  ])('whose %s this version does not know are shown as they are, and fail', async (column, json, problem) => {
    await app.csvSource(HOSTS)
    await app.sources.clone('cmdb', 'other')
    await app.database.query(`UPDATE import_source SET ${column} = '${json}' WHERE name = 'cmdb'`)
    const [broken, other] = await app.sources.list()
    expect(broken).toMatchObject({
      [column === 'guards' ? 'guards' : 'rowPolicy']: JSON.parse(json),
      state: 'failing',
      lastError: { code: 'import-source.unknown-rules', message: expect.stringContaining(problem) },
    })
    expect(other).toMatchObject({ name: 'other', state: 'unknown', lastError: null })
    const run = await app.run()
    expect(run.error).toMatchObject({
      code: 'import-source.unknown-rules',
      message: expect.stringContaining(`import source "cmdb": ${problem}`),
    })
    expect(await app.history.list('cmdb')).toMatchObject([
      { outcome: 'failed', error: { code: 'import-source.unknown-rules' } },
    ])
    await app.sources.edit('cmdb', { guards: {}, rowPolicy: {} })
    expect((await app.run()).state).toBe('succeeded')
  })

  it('are deleted with everything imported from them', async () => {
    await app.csvSource(HOSTS)
    await app.run()
    await app.sources.delete('cmdb')
    expect([
      await app.count('import_source'),
      await app.count('import_run'),
      await app.count('imported_row'),
    ]).toEqual([0, 0, 0])
    await expect(app.sources.delete('cmdb')).rejects.toMatchObject({ code: 'import-source.unknown' })
  })
})
