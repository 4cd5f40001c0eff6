import { PostgresqlQuerySettings, PostgresqlQuerySource } from '@director/sources'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../support/installation.js'
import { failureOf, readAll, sourceContext } from '../support/sources/read-source.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'

const MANY = `SELECT id, 'host-' || id AS name, repeat('x', 500) AS note FROM generate_series(1, 200000) AS id`

const source = new PostgresqlQuerySource()
let test: TestDatabase

beforeAll(async () => {
  test = await createTestDatabase()
})

afterAll(() => test.close())

const contextOf = (query: string, timeoutSeconds = 300) =>
  sourceContext(PostgresqlQuerySettings, { url: test.url, query, timeoutSeconds })

/** Sessions of the source that compute or send. */
const activeSessions = async () =>
  (
    await test.database.query(
      `SELECT FROM pg_stat_activity WHERE application_name = 'director import' AND state = 'active'`,
    )
  ).length

describe('a PostgreSQL query', () => {
  it('gives values of every kind as they are', async () => {
    const query = `SELECT true AS yes, 7::bigint AS whole, 9007199254740993 AS large, 1.50::numeric AS exact,
      0.5::float8 AS half, 'NaN'::float8 AS none, '{"a":[1]}'::jsonb AS json, ARRAY['x', 'y'] AS list, NULL AS nothing,
      timestamptz '2026-01-02 03:04:05+01' AS at, '\\x00ff'::bytea AS bytes, E'tab\\tline\\n\\\\' AS text, '' AS empty`
    expect(await readAll(source, contextOf(query))).toEqual([
      {
        yes: true,
        whole: 7,
        large: '9007199254740993',
        exact: '1.50',
        half: 0.5,
        none: 'NaN',
        json: { a: [1] },
        list: ['x', 'y'],
        nothing: null,
        at: '2026-01-02 02:04:05+00',
        bytes: '\\x00ff',
        text: 'tab\tline\n\\',
        empty: '',
      },
    ])
  })

  it.each([
    [`SELECT 'a' AS name;`, 'a'],
    [`SELECT 'a' AS name ; -- the end`, 'a'],
    [`SELECT 'a' AS name; /* the ; end */ \n`, 'a'],
    [`SELECT 'a' AS name -- no end; at all`, 'a'],
    [`SELECT ';--' AS name`, ';--'],
    [`SELECT $$;$$ AS name`, ';'],
    [`SELECT ';' AS name;`, ';'],
    [`SELECT 'a' AS name; ;; -- the end;`, 'a'],
    [`SELECT ';--' AS name;`, ';--'],
    [`SELECT ';' ${'/* */'.repeat(40)} AS name`, ';'],
    [`SELECT $$;${'/* */'.repeat(40)}.$$ AS name`, `;${'/* */'.repeat(40)}.`],
    [`(SELECT ')' AS name)`, ')'],
    [`WITH one AS (VALUES ('a')) SELECT column1 AS name FROM one`, 'a'],
    [`VALUES ('a')`, 'a'],
  ])('may end and be written as anywhere else: %s', async (query, expected) => {
    const [row] = await readAll(source, contextOf(query))
    expect(Object.values(row ?? {})).toEqual([expected])
  })

  it.each([
    `SELECT 1 AS name) TO STDOUT; SELECT (2`,
    `SELECT 1 AS name) TO PROGRAM 'true'; SELECT (2`,
    `SELECT 1 AS name; SELECT 2 AS name`,
    `SELECT 1 AS name; -- x\n; SELECT 2`,
  ])('is one statement: %s', async (query) => {
    expect(await failureOf(source, contextOf(query))).toMatchObject({ code: 'source.failing-query' })
  })

  it.each([
    `INSERT INTO lane VALUES ('x') RETURNING name`,
    `WITH new AS (INSERT INTO lane VALUES ('x') RETURNING name) SELECT * FROM new`,
    `SELECT nextval('import_run_id_seq') AS name`,
  ])('does not write: %s', async (query) => {
    expect(await failureOf(source, contextOf(query))).toMatchObject({
      code: expect.stringMatching(/^source\.(writing|failing)-query$/),
    })
    expect(await test.database.query(`SELECT FROM lane WHERE name = 'x'`)).toEqual([])
  })

  it('says that a statement writes instead of calling it wrong', async () => {
    const deleting = contextOf('DELETE FROM lane RETURNING name')
    expect(await failureOf(source, deleting)).toMatchObject({ code: 'source.writing-query' })
    await expect(source.columns(deleting)).rejects.toMatchObject({ code: 'source.writing-query' })
  })

  it('names its columns without computing a row', async () => {
    expect(await source.columns(contextOf('SELECT 1 AS name, pg_sleep(60) AS slow'))).toEqual([
      'name',
      'slow',
    ])
  })

  it(
    'gives every row of a large result, and reads no further than its reader',
    { timeout: 60_000 },
    async () => {
      let [count, sum] = [0, 0]
      for await (const rows of source.rows(contextOf(MANY))) {
        if (count === 0) await eventually('the server waits', async () => (await activeSessions()) === 1)
        for (const row of rows) {
          count += 1
          sum += Number(row['id'])
        }
      }
      expect([count, sum]).toEqual([200_000, 20_000_100_000])
    },
  )

  it('stops at the server when its reader stops', async () => {
    for await (const _rows of source.rows(contextOf(MANY))) break
    await eventually('the query ends', async () => (await activeSessions()) === 0)
  })

  it('is stopped when the server is silent for too long', async () => {
    const failure = await failureOf(source, contextOf('SELECT 1 AS name, pg_sleep(60)', 1))
    expect(failure).toMatchObject({ code: 'source.timed-out' })
    await eventually('the query ends', async () => (await activeSessions()) === 0)
  })

  it('may take longer in all, as long as the server gives rows', async () => {
    const query =
      'SELECT id, pg_sleep(0.4), repeat(md5(id::text), 3000) AS name FROM generate_series(1, 4) AS id'
    expect(await readAll(source, contextOf(query, 1))).toHaveLength(4)
  })

  it('tells how far it came when its session is ended', async () => {
    const reading = (async () => {
      for await (const _rows of source.rows(contextOf(MANY)))
        await test.database.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'director import'`,
        )
    })()
    await expect(reading).rejects.toMatchObject({
      code: 'source.interrupted',
      message: expect.stringMatching(/broke off after \d+ rows/),
    })
  })
})
