import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CommandLine } from '../support/command-line.js'
import { eventually } from '../support/installation.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'

let test: TestDatabase
let director: CommandLine

beforeAll(async () => {
  test = await createTestDatabase()
})

afterAll(() => test?.close())

beforeEach(async () => {
  await test.database.query('DELETE FROM import_source')
  director = new CommandLine(test.url)
  return () => director.remove()
})

const DEFINITION = `
name: cmdb
type: director.csv-file
keyColumn: name
settings: { path: hosts.csv }
modifiers:
  - { type: director.uppercase, property: os }
guards: { maximumShrinkPercent: 50 }
description: the old one
`

const hosts = (...lines: readonly string[]) =>
  director.file('hosts.csv', ['name,os', ...lines, ''].join('\n'))

async function createCmdb() {
  hosts('web1,linux', 'web2,linux', 'db1,bsd')
  const created = await director.run(['imports', 'create', '-f', director.file('cmdb.yaml', DEFINITION)])
  expect(created).toMatchObject({ code: 0, stdout: '✓ import source "cmdb" created\n' })
}

const imports = (...words: readonly string[]) => director.run(['imports', ...words])

describe('imports show', () => {
  it('writes YAML that edit takes back unchanged, with the state in comments', async () => {
    await createCmdb()
    const before = await director.json(['imports', 'show', 'cmdb'])
    const { stdout } = await imports('show', 'cmdb')
    expect(stdout).toMatch(/^# state: unknown, never imported\nname: cmdb\n/)
    expect(stdout).toContain('maximumShrinkPercent: 50')
    const edited = await director.run(['imports', 'edit', 'cmdb', '-f', '-'], {}, stdout)
    expect(edited).toMatchObject({ code: 0, stderr: '' })
    const { revision: _one, updatedAt: _then, ...same } = Object(before)
    expect(await director.json(['imports', 'show', 'cmdb'])).toMatchObject(same)
    const copy = director.file('copy.yaml', stdout.replace('name: cmdb', 'name: copy'))
    expect((await imports('create', '-f', copy)).code).toBe(0)
  })

  it('tells on top why the latest import failed', async () => {
    await createCmdb()
    hosts('web1,linux', 'web1,linux')
    expect((await imports('run', 'cmdb')).code).toBe(1)
    expect((await imports('show', 'cmdb')).stdout).toMatch(
      /^# state: failing, last attempt .*\n# import source "cmdb": row 2: the key "web1" was already in row 1/,
    )
  })
})

describe('imports list', () => {
  it('shows the state of each source and when it was last tried', async () => {
    await createCmdb()
    expect((await imports('list')).stdout).toMatch(/cmdb +director\.csv-file +unknown +- /)
    await imports('run', 'cmdb')
    expect((await imports('list')).stdout).toMatch(/cmdb +director\.csv-file +in-sync +(now|\S+ ago) /)
  })
})

describe('imports clone', () => {
  it('copies everything, secrets too, and refuses a name that is taken', async () => {
    const sql = `name: sql\ntype: director.postgresql-query\nkeyColumn: name
settings: { url: '${test.url}', query: SELECT 'web7' AS name }\nguards: { minimumRows: 0 }\n`
    expect((await imports('create', '-f', director.file('sql.yaml', sql))).code).toBe(0)
    expect((await imports('clone', 'sql', 'sql2')).stdout).toContain('"sql2" created as a copy of "sql"')
    expect(await director.json(['imports', 'show', 'sql2'])).toMatchObject({ guards: { minimumRows: 0 } })
    expect(await imports('run', 'sql2')).toMatchObject({ code: 0 })
    const taken = await imports('clone', 'sql', 'sql2')
    expect([taken.code, taken.stderr.includes('an import source "sql2" exists already')]).toEqual([2, true])
    expect((await imports('clone', 'sqk', 'sql3')).stderr).toContain('expected "sql"?')
  })
})

describe('imports preview', () => {
  it('shows rows beside what modifiers made of them, also of a definition that is not stored', async () => {
    hosts('web1,linux', ',bsd')
    const { code, stdout } = await imports('preview', '-f', director.file('cmdb.yaml', DEFINITION))
    expect(code).toBe(0)
    expect(stdout).toContain('cmdb: all 2 rows\n\nrow 1\n  name  web1\n  os    linux → LINUX\n\nrow 2\n')
    expect(stdout).toContain('  ! no value in the key column "name"')
    expect(await director.json(['imports', 'list'])).toEqual([])
  })

  it('shows changes of a stored source before they are made', async () => {
    await createCmdb()
    const changes = director.file('changes.yaml', 'modifiers: []')
    const changed = await director.run(['imports', 'preview', 'cmdb', '-f', changes, '--rows', '1', '--json'])
    expect(JSON.parse(changed.stdout)).toMatchObject({
      rows: [{ number: 1, raw: { os: 'linux' }, modified: [{ os: 'linux' }] }],
      isWhole: false,
    })
  })

  it('refuses what it cannot do', async () => {
    await createCmdb()
    const refused = [
      [[], 'imports preview: NAME is missing'],
      [['cmdb', '--rows', '0'], 'expected a whole number from 1 to 1000, received 0'],
      [['cmbd'], 'there is no import source "cmbd" (expected "cmdb"?)'],
    ] as const
    for (const [words, line] of refused)
      expect(await imports('preview', ...words)).toMatchObject({
        code: 2,
        stderr: expect.stringContaining(line),
      })
  })
})

describe('imports run', () => {
  it('imports in this process, tells what changed and leaves a history', async () => {
    await createCmdb()
    expect(await imports('run', 'cmdb')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^✓ cmdb: 3 rows, 3 created, 0 changed, 0 removed \(.* rows\/s\)\n$/),
      stderr: '',
    })
    hosts('web1,linux', 'web2,bsd', 'web3,linux')
    await imports('run', 'cmdb')
    const history = await director.json(['imports', 'history', 'cmdb'])
    expect(history).toMatchObject([
      { outcome: 'imported', created: 1, changed: 1, removed: 1, columns: ['name', 'os'] },
      { outcome: 'imported', created: 3, error: null },
    ])
    expect((await imports('history', 'cmdb', '--limit', '1')).stdout.split('\n')).toHaveLength(3)
  })

  it('goes on with the other sources when one fails, and ends with 1', async () => {
    await createCmdb()
    await imports('clone', 'cmdb', 'gone')
    await director.run(['imports', 'edit', 'gone', '-f', '-'], {}, 'settings: { path: gone.csv }')
    const { code, stdout, stderr } = await imports('run', 'gone', 'cmdb')
    expect([code, stderr]).toEqual([1, ''])
    expect(stdout).toMatch(/^✗ import source "gone": .*\n✓ cmdb: 3 rows/)
    const json = await director.run(['imports', 'run', 'gone', 'cmdb', '--json'])
    expect([json.code, JSON.parse(json.stdout)]).toMatchObject([
      1,
      [
        { kind: 'failed', source: 'gone', error: { code: expect.any(String) } },
        { kind: 'done', source: 'cmdb', outcome: { rows: 3, unchanged: 3 } },
      ],
    ])
  })

  it('imports nothing when one of the names is unknown', async () => {
    await createCmdb()
    expect(await imports('run', 'cmdb', 'cmbd')).toMatchObject({ code: 2, stdout: '' })
    expect(await director.json(['imports', 'history', 'cmdb'])).toEqual([])
  })

  it('stops the query at the server on Ctrl-C and stores nothing', async () => {
    const query = 'SELECT n AS name, pg_sleep(60)::text AS slept FROM generate_series(1, 9) AS n'
    const sql = `name: slow\ntype: director.postgresql-query\nkeyColumn: name
settings: { url: '${test.url}', query: '${query}' }\n`
    expect(await imports('create', '-f', director.file('slow.yaml', sql))).toMatchObject({ code: 0 })
    const { child, ended } = director.start(['imports', 'run', 'slow'])
    const asleep = `SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()`
    await eventually('the query runs', async () => (await test.database.query(asleep)).length > 0)
    child.kill('SIGINT')
    expect(await ended).toMatchObject({ code: 1, stdout: expect.stringContaining('stopped by a signal') })
    expect(await test.database.query(asleep)).toEqual([])
    expect(await director.json(['imports', 'history', 'slow'])).toMatchObject([{ outcome: 'cancelled' }])
    expect(await test.database.query('SELECT FROM import_run')).toEqual([])
  })
})

describe('imports check', () => {
  it('tells what would change and stores nothing; its exit code says it when asked', async () => {
    await createCmdb()
    const first = await imports('check', 'cmdb')
    expect([first.code, first.stdout]).toEqual([
      0,
      expect.stringContaining('would create 3, change 0, remove 0'),
    ])
    expect((await imports('check', 'cmdb', '--exit-code')).code).toBe(3)
    expect((await imports('list')).stdout).toContain('pending-changes')
    await imports('run', 'cmdb')
    expect((await imports('check', 'cmdb', '--exit-code')).code).toBe(0)
    hosts('web1,linux', 'web1,linux')
    expect((await imports('check', 'cmdb', '--exit-code')).code).toBe(1)
  })
})

describe('imports diff', () => {
  it('shows what differs between two imports, each column before and after', async () => {
    await createCmdb()
    await imports('run', 'cmdb')
    hosts('web1,bsd', 'web2,linux', 'web3,linux')
    await imports('run', 'cmdb')
    const { code, stdout } = await imports('diff', 'cmdb')
    const [heading, ...lines] = stdout.trimEnd().split('\n')
    expect(code).toBe(0)
    expect(heading).toMatch(/^cmdb: import \d+ \(.*\) → import \d+ \(.*\): 1 created, 1 changed, 1 removed$/)
    expect(lines).toEqual([
      '- db1  name=db1 os=BSD',
      '~ web1',
      '    os  LINUX → BSD',
      '+ web3  name=web3 os=LINUX',
    ])
    expect(await director.json(['imports', 'diff', 'cmdb'])).toMatchObject({
      counts: { created: 1, changed: 1, removed: 1 },
      items: [{ kind: 'removed' }, { kind: 'changed', changedColumns: ['os'] }, { kind: 'created' }],
    })
    const last = Number(/→ import (\d+)/.exec(heading ?? '')?.[1])
    expect(await director.json(['imports', 'diff', 'cmdb', String(last)])).toMatchObject({ items: [] })
    const unknown = await imports('diff', 'cmdb', String(last + 1))
    expect([unknown.code, unknown.stderr.includes(`the latest is ${last}`)]).toEqual([2, true])
  })
})

describe('a held import', () => {
  async function holdWithOneRow() {
    await createCmdb()
    await imports('run', 'cmdb')
    hosts('web1,linux')
    const held = await imports('run', 'cmdb')
    expect([held.code, held.stdout]).toEqual([1, expect.stringContaining('director imports approve')])
  }

  it('is shown, and applied when a person approves what was looked at', async () => {
    await holdWithOneRow()
    const difference = Object(await director.json(['imports', 'diff', 'cmdb', '--held']))
    expect(difference).toMatchObject({ counts: { removed: 2 }, items: [{ key: 'db1' }, { key: 'web2' }] })
    expect((await imports('diff', 'cmdb', '--held')).stdout).toContain(
      `director imports approve cmdb --checksum ${difference.to.checksum}`,
    )
    expect((await imports('reject', 'cmdb', '--checksum', '0'.repeat(32))).code).toBe(2)
    const refused = await imports('approve', 'cmdb', '--checksum', '0'.repeat(32))
    expect([refused.code, refused.stderr.includes('another import')]).toEqual([2, true])
    expect(await imports('approve', 'cmdb', '--checksum', difference.to.checksum)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/applied as import \d+: 0 created, 0 changed, 2 removed/),
    })
  })

  it('is dropped when a person rejects it, and the history says who', async () => {
    await holdWithOneRow()
    expect((await imports('list')).stdout).toMatch(/cmdb .* held /)
    expect(await imports('reject', 'cmdb')).toMatchObject({ code: 0 })
    expect(await director.json(['imports', 'history', 'cmdb', '--limit', '2'])).toMatchObject([
      { outcome: 'rejected', requestedBy: expect.stringContaining('(command line)') },
      { outcome: 'held' },
    ])
    expect(await imports('reject', 'cmdb')).toMatchObject({ code: 2 })
  })
})

describe('what is installed', () => {
  it('is listed, and each type described with its settings', async () => {
    expect((await imports('sources')).stdout).toMatch(/director\.csv-file +CSV file/)
    expect((await imports('sources', 'director.csv-file')).stdout).toMatch(/delimiter +text +"," +Delimiter/)
    expect(await director.json(['imports', 'sources', 'director.csv-file'])).toMatchObject({
      type: 'director.csv-file',
      schema: { type: 'object', properties: { path: { type: 'string' } } },
    })
  })

  it('is listed for modifiers too, with the nearest type for a wrong one', async () => {
    expect((await imports('modifiers')).stdout).toMatch(/director\.split +/)
    expect((await imports('modifiers', 'director.split')).stdout).toMatch(/delimiter +text/)
    expect(await director.json(['imports', 'modifiers', 'director.array-to-row'])).toMatchObject({
      shape: 'row',
      schema: { type: 'object' },
    })
    expect(await imports('modifiers', 'director.spilt')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('director.split'),
    })
  })

  it('does not fail to be described, whatever its settings are', async () => {
    const sources = Object(await director.json(['imports', 'sources']))
    const modifiers = Object(await director.json(['imports', 'modifiers']))
    expect([...sources, ...modifiers].filter(({ settings }) => !Array.isArray(settings))).toEqual([])
    expect(modifiers.length).toBeGreaterThan(40)
  })
})

describe('imports columns', () => {
  it('are those of the source and of its modifiers; the ones seen last when it cannot be asked', async () => {
    await createCmdb()
    expect((await imports('columns', 'cmdb')).stdout).toBe('name\nos\n')
    await imports('run', 'cmdb')
    await director.run(['imports', 'edit', 'cmdb', '-f', '-'], {}, 'settings: { path: gone.csv }')
    expect(await imports('columns', 'cmdb')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^! columns that were seen when it was last read, .*\nname\nos\n$/),
    })
  })
})
