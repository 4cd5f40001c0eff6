import 'reflect-metadata'
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SourceFiles, SqliteQuerySettings, SqliteQuerySource } from '@director/sources'
import { DatabaseSync } from '@photostructure/sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { failureOf, readAll, sourceContext } from '../support/sources/read-source.js'

const COUNT = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)`
const MANY = `${COUNT} SELECT i AS id, 'host-' || i AS name, printf('%.200c', 'x') AS note FROM n`
const FOR_EVER = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) AS i FROM n'

let directory: string
let source: SqliteQuerySource
let writer: InstanceType<typeof DatabaseSync>

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'director-sqlite-'))
  source = new SqliteQuerySource(new SourceFiles(directory))
  writer = new DatabaseSync(join(directory, 'cmdb.db'))
  writer.exec(`PRAGMA journal_mode = wal;
    CREATE TABLE kinds (name TEXT, cores INTEGER, big INTEGER, share REAL, raw BLOB, words BLOB, empty TEXT);
    INSERT INTO kinds VALUES ('Büro 🎉', 4, 9007199254740993, 0.5, x'00ff', CAST('text' AS BLOB), NULL);
    CREATE TABLE lane (name TEXT);
    INSERT INTO lane VALUES ('serial')`)
})

afterAll(async () => {
  writer?.close()
  await rm(directory, { recursive: true, force: true })
})

const contextOf = (query: string, fields: object = {}, signal?: AbortSignal) =>
  sourceContext(SqliteQuerySettings, { path: 'cmdb.db', query, ...fields }, signal)

/** How many processes of queries this one has started and not ended. */
function queryProcesses(): number {
  const list = execFileSync('ps', ['-o', 'args=', '--ppid', String(process.pid)], { encoding: 'utf8' })
  return list.split('\n').filter((line) => line.includes('query-program')).length
}

async function eventually(check: () => boolean, deadlineMs: number): Promise<void> {
  const deadline = performance.now() + deadlineMs
  while (!check()) {
    if (performance.now() > deadline) throw new Error(`not within ${deadlineMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

describe('a query on a SQLite file', () => {
  it('gives rows with the kinds of values SQLite has, large whole numbers as text', async () => {
    expect(await readAll(source, contextOf('SELECT *, 9e999 AS strange FROM kinds'))).toEqual([
      {
        name: 'Büro 🎉',
        cores: 4,
        big: '9007199254740993',
        share: 0.5,
        raw: Uint8Array.of(0, 255),
        words: 'text',
        empty: null,
        strange: 'Infinity',
      },
    ])
  })

  it('names its columns also when there are no rows', async () => {
    expect(await source.columns(contextOf('SELECT name, cores AS "a.b" FROM kinds WHERE 0'))).toEqual([
      'name',
      'a.b',
    ])
    expect(await readAll(source, contextOf('SELECT name FROM kinds WHERE 0'))).toEqual([])
  })

  it('gives every row of a large result and leaves no process behind', async () => {
    let count = 0
    let last: unknown
    for await (const row of source.rows(contextOf(MANY))) {
      count += 1
      last = row['id']
    }
    expect([count, last]).toEqual([100_000, 100_000])
    await eventually(() => queryProcesses() === 0, 2_000)
  })

  it('reads no further than the importer does', async () => {
    const rows = source.rows(contextOf(FOR_EVER.replace('max(i)', 'i')))[Symbol.asyncIterator]()
    expect((await rows.next()).value).toEqual({ i: 1 })
    await rows.return(undefined)
    await eventually(() => queryProcesses() === 0, 2_000)
  })

  it('sees the rows of before while another program writes', async () => {
    writer.exec(`BEGIN IMMEDIATE; INSERT INTO lane VALUES ('not yet')`)
    const rows = await readAll(source, contextOf('SELECT name FROM lane'))
    writer.exec('ROLLBACK')
    expect(rows).toEqual([{ name: 'serial' }])
  })
})

describe('what does not only read', () => {
  it.each([
    ['source.writing-query', `INSERT INTO lane VALUES ('x') RETURNING name`],
    ['source.writing-query', 'DROP TABLE lane'],
    ['source.writing-query', `ATTACH 'other.db' AS other`],
    ['source.writing-query', `VACUUM INTO 'other.db'`],
    ['source.writing-query', 'PRAGMA journal_mode = delete'],
    ['source.writing-query', 'WITH x AS (SELECT 1) DELETE FROM lane RETURNING name'],
    ['source.failing-query', 'SELECT 1 AS name; DROP TABLE lane'],
    ['source.failing-query', `SELECT load_extension('x') AS name`],
  ])('fails with %s: %s', async (code, query) => {
    expect(await failureOf(source, contextOf(query))).toMatchObject({ code })
    expect(writer.prepare('SELECT name FROM lane').all()).toEqual([{ name: 'serial' }])
    expect((await readdir(directory)).filter((name) => name.startsWith('other'))).toEqual([])
  })

  it('lets one statement pass that ends with a semicolon and a comment', async () => {
    expect(await readAll(source, contextOf('SELECT 1 AS one; -- that is all'))).toEqual([{ one: 1 }])
  })
})

describe('what goes wrong', () => {
  it.each([
    ['source.failing-query', 'SELECT nothing_there FROM lane'],
    ['source.failing-query', 'SELECT 1 AS name, 2 AS name'],
    ['source.failing-query', 'SELECT name FROM lane WHERE name = ?'],
    [
      'source.failing-query',
      `${COUNT} SELECT i, json_extract(iif(i = 50000, 'no json', '1'), '$') AS j FROM n`,
    ],
  ])('ends with %s: %s', async (code, query) => {
    expect(await failureOf(source, contextOf(query))).toMatchObject({ code })
  })

  it('ends with source.file-missing, and makes no file, when there is none', async () => {
    const failure = await failureOf(source, contextOf('SELECT 1', { path: 'nowhere.db' }))
    expect(failure).toMatchObject({ code: 'source.file-missing' })
    expect(existsSync(join(directory, 'nowhere.db'))).toBe(false)
  })

  it('ends with source.malformed when the file is none of SQLite', async () => {
    await writeFile(join(directory, 'hosts.csv'), `name\n${'web1\n'.repeat(1_000)}`)
    const failure = await failureOf(source, contextOf('SELECT * FROM lane', { path: 'hosts.csv' }))
    expect(failure).toMatchObject({ code: 'source.malformed', message: expect.stringContaining('hosts.csv') })
  })

  it('ends with source.malformed when the file was cut off', async () => {
    const file = join(directory, 'half.db')
    const half = new DatabaseSync(file)
    half.exec(`CREATE TABLE host (name TEXT); INSERT INTO host ${COUNT} SELECT 'host-' || i FROM n`)
    half.close()
    await truncate(file, 512 * 1024)
    const failure = await failureOf(source, contextOf('SELECT name FROM host', { path: 'half.db' }))
    expect(failure).toMatchObject({ code: 'source.malformed', remedy: expect.stringMatching(/\w/) })
  })

  it('ends with source.busy when another program does not let it read', { timeout: 20_000 }, async () => {
    const locking = new DatabaseSync(join(directory, 'locked.db'))
    locking.exec('CREATE TABLE host (name TEXT); BEGIN EXCLUSIVE')
    const failure = await failureOf(source, contextOf('SELECT name FROM host', { path: 'locked.db' }))
    locking.close()
    expect(failure).toMatchObject({ code: 'source.busy' })
  })

  it('ends with source.row-too-large and the row when a value is larger than a row may be', async () => {
    const query = `SELECT 1 AS id, 'x' AS cell UNION ALL SELECT 2, printf('%.100000000c', 'x')`
    expect(await failureOf(source, contextOf(query))).toMatchObject({
      code: 'source.row-too-large',
      message: expect.stringContaining('row 2: column "cell"'),
    })
  })

  it('ends with source.timed-out when SQLite computes for too long', async () => {
    const failure = await failureOf(source, contextOf(FOR_EVER, { timeoutSeconds: 1 }))
    expect(failure).toMatchObject({ code: 'source.timed-out' })
    await eventually(() => queryProcesses() === 0, 2_000)
  })
})

describe('stopping', () => {
  it('ends a computing query within two seconds', async () => {
    const controller = new AbortController()
    const reason = new Error('cancelled by an operator')
    const failed = failureOf(source, contextOf(FOR_EVER, {}, controller.signal))
    await eventually(() => queryProcesses() === 1, 5_000)
    controller.abort(reason)
    expect(await failed).toBe(reason)
    await eventually(() => queryProcesses() === 0, 2_000)
  })

  it('starts nothing when the run was stopped before', async () => {
    const signal = AbortSignal.abort(new Error('cancelled'))
    await expect(readAll(source, contextOf('SELECT 1', {}, signal))).rejects.toThrow('cancelled')
    expect(queryProcesses()).toBe(0)
  })
})
