import 'reflect-metadata'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { describeError } from '@director/errors'
import { MysqlQuerySettings, MysqlQuerySource } from '@director/sources'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { startMariadb, type TestMariadb } from '../support/servers/mariadb.js'
import { failureOf, readAll, sourceContext } from '../support/sources/read-source.js'
import { freePort } from '../support/servers/redis.js'

type Settings = z.input<typeof MysqlQuerySettings>

const source = new MysqlQuerySource()
// seq_1_to_… is a table MariaDB makes up while it is read.
const MANY = `SELECT seq AS id, CONCAT('host-', seq) AS name, REPEAT('x', 200) AS note FROM cmdb.seq_1_to_200000`
let mariadb: TestMariadb

beforeAll(async () => {
  mariadb = await startMariadb()
  await mariadb.ask(`CREATE TABLE kinds (name varchar(40), cores int, big bigint unsigned, price decimal(10,2),
    share double, flag tinyint(1), bits bit(9), extra json, raw varbinary(10), words varbinary(10), day date, seen timestamp NULL, kind enum('a','b'),
    id uuid, nothing text) CHARACTER SET utf8mb4`)
  await mariadb.ask(`INSERT INTO kinds VALUES ('Büro 🎉', 4, 9007199254740993, 1.50, 0.5, 1, b'100000001', '{"a": [1]}',
    x'00ff', 'text', '2026-01-02', '2026-01-02 03:04:05', 'b', '123e4567-e89b-12d3-a456-426614174000', NULL)`)
  await mariadb.ask('CREATE TABLE lane (name text)')
  await mariadb.ask(`INSERT INTO lane VALUES ('serial')`)
  await mariadb.ask('CREATE SEQUENCE counter')
  await mariadb.ask(`CREATE PROCEDURE empty_lane() BEGIN DELETE FROM lane; SELECT 1; END`)
})

afterAll(async () => mariadb?.stop())

const contextOf = (query: string, fields: Partial<Settings> = {}, signal?: AbortSignal) =>
  sourceContext(MysqlQuerySettings, { url: mariadb.url, query, ...fields }, signal)

const fieldsOf = (fields: Partial<Settings>): Partial<Settings> => ({
  url: undefined,
  host: mariadb.host,
  port: mariadb.port,
  database: 'cmdb',
  ...mariadb.reader,
  ...fields,
})

async function readerQueries(): Promise<readonly string[]> {
  const list = await mariadb.ask(
    `SELECT INFO FROM information_schema.PROCESSLIST WHERE USER = 'reader' AND COMMAND = 'Query' AND INFO IS NOT NULL`,
  )
  return list.map((row) => String(row['INFO']))
}

async function readerSessions(): Promise<number> {
  return (await mariadb.ask(`SELECT ID FROM information_schema.PROCESSLIST WHERE USER = 'reader'`)).length
}

async function eventually(check: () => Promise<boolean>, deadlineMs: number): Promise<number> {
  const startedAt = performance.now()
  while (!(await check())) {
    if (performance.now() - startedAt > deadlineMs) throw new Error(`not within ${deadlineMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return performance.now() - startedAt
}

describe('a query on a real MariaDB', () => {
  it('gives rows with the kinds of values JSON has, everything else as text', async () => {
    expect(await readAll(source, contextOf('SELECT * FROM kinds'))).toEqual([
      {
        name: 'Büro 🎉',
        cores: 4,
        big: '9007199254740993',
        price: '1.50',
        share: 0.5,
        flag: 1,
        bits: 257,
        extra: { a: [1] },
        raw: Uint8Array.of(0, 255),
        words: 'text',
        day: '2026-01-02',
        seen: expect.stringMatching(/^2026-01-0[12] \d\d:04:05$/),
        kind: 'b',
        id: '123e4567-e89b-12d3-a456-426614174000',
        nothing: null,
      },
    ])
  })

  it('gives times in UTC, whatever the server is set to', async () => {
    const [row] = await readAll(source, contextOf(`SELECT FROM_UNIXTIME(0) AS epoch, @@time_zone AS zone`))
    expect(row).toEqual({ epoch: '1970-01-01 00:00:00', zone: '+00:00' })
  })

  it('names its columns also when there are no rows, and takes only the head of a large result', async () => {
    expect(await source.columns(contextOf('SELECT name, cores FROM kinds WHERE false'))).toEqual([
      'name',
      'cores',
    ])
    expect(await source.columns(contextOf(MANY))).toEqual(['id', 'name', 'note'])
    await eventually(async () => (await readerSessions()) === 0, 2_000)
  })

  it('takes host, database, user and password one by one', async () => {
    expect(await readAll(source, contextOf('SELECT DATABASE() AS name', fieldsOf({})))).toEqual([
      { name: 'cmdb' },
    ])
  })

  it('gives every row of a large result, without holding them', { timeout: 60_000 }, async () => {
    let count = 0
    let last: unknown
    for await (const row of source.rows(contextOf(MANY))) {
      count += 1
      last = row['id']
    }
    expect([count, last]).toEqual([200_000, 200_000])
    await eventually(async () => (await readerSessions()) === 0, 2_000)
  })

  it('reads no further than the importer does', async () => {
    const rows = source.rows(contextOf(MANY))[Symbol.asyncIterator]()
    await rows.next()
    const state = async () =>
      (await mariadb.ask(`SELECT STATE FROM information_schema.PROCESSLIST WHERE USER = 'reader'`))[0]?.[
        'STATE'
      ]
    await eventually(async () => /writing to net/i.test(String(await state())), 5_000)
    await rows.return(undefined)
    await eventually(async () => (await readerSessions()) === 0, 2_000)
  })
})

describe('what does not only read', () => {
  it.each([
    ['source.writing-query', `INSERT INTO lane VALUES ('x') RETURNING name`],
    ['source.writing-query', 'DROP TABLE lane'],
    ['source.writing-query', '/* hosts */ TRUNCATE lane'],
    ['source.writing-query', '/*! DROP TABLE lane */'],
    ['source.writing-query', '/*M! DROP TABLE lane */'],
    ['source.writing-query', 'CALL empty_lane()'],
    ['source.writing-query', 'SET GLOBAL max_connections = 17'],
    ['source.writing-query', 'COMMIT'],
    ['source.writing-query', 'SELECT NEXTVAL(counter) AS name'],
    ['source.writing-query', 'SELECT name INTO @name FROM lane'],
    ['source.failing-query', 'SELECT 1 AS name; DROP TABLE lane'],
    ['source.failing-query', 'WITH x AS (SELECT 1) DELETE FROM lane'],
  ])('fails with %s: %s', async (code, query) => {
    expect(await failureOf(source, contextOf(query))).toMatchObject({ code })
    expect(await mariadb.ask('SELECT name FROM lane')).toEqual([{ name: 'serial' }])
  })

  it('fails also when it would write a file of the server', async () => {
    const file = `${mariadb.folder}/written`
    const failure = await failureOf(source, contextOf(`SELECT 1 /*! INTO OUTFILE '${file}' */`))
    expect(failure).toMatchObject({ code: 'source.writing-query' })
    expect(existsSync(file)).toBe(false)
  })
})

describe('what goes wrong', () => {
  it.each([
    ['source.failing-query', 'SELECT nothing_there FROM lane'],
    ['source.failing-query', 'SELECT 1 AS name, 2 AS name'],
    ['source.failing-query', 'SELECT * FROM mysql.user'],
    [
      'source.failing-query',
      `SELECT seq, (SELECT seq FROM seq_1_to_200000 LIMIT 2) AS two FROM seq_1_to_200000`,
    ],
  ])('ends with %s: %s', async (code, query) => {
    expect(await failureOf(source, contextOf(query))).toMatchObject({ code })
  })

  it.each<[string, Partial<Settings>]>([
    ['source.unreachable', { port: 1 }],
    ['source.unreachable', { host: 'nowhere.invalid' }],
    ['source.refused-login', { password: 'wrong' }],
    ['source.refused-login', { user: 'nobody' }],
    ['source.refused-login', { database: 'mysql' }],
    ['source.certificate-not-trusted', { tls: 'verified', host: 'localhost' }],
    ['source.certificate-unreadable', { tls: 'verified', host: 'localhost', tlsAuthority: '/nowhere.pem' }],
  ])('ends with %s for %j, with a remedy and without the password', async (code, wrong) => {
    const failure = await failureOf(source, contextOf('SELECT 1 AS name', fieldsOf(wrong)))
    expect(failure).toMatchObject({ code, remedy: expect.stringMatching(/\w/) })
    expect(JSON.stringify(describeError(failure))).not.toContain(mariadb.reader.password)
  })

  it('ends with source.missing-database when there is no such database', async () => {
    await mariadb.ask(`GRANT ALL ON nowhere.* TO 'reader'@'127.0.0.1'`)
    const failure = await failureOf(source, contextOf('SELECT 1 AS name', fieldsOf({ database: 'nowhere' })))
    expect(failure).toMatchObject({ code: 'source.missing-database' })
  })

  it.each([
    [12_000_000, 'row 2: column "cell" is too large'],
    [100_000_000, 'row 2 is too large'],
  ])('ends with source.row-too-large and the row when a value has %i bytes', async (bytes, message) => {
    const query = `SELECT 1 AS id, 'x' AS cell UNION ALL SELECT 2, REPEAT('x', ${bytes})`
    expect(await failureOf(source, contextOf(query))).toMatchObject({
      code: 'source.row-too-large',
      message: expect.stringContaining(message),
    })
  })

  it('ends with source.timed-out when the server needs longer than it may', async () => {
    const startedAt = performance.now()
    const failure = await failureOf(source, contextOf('SELECT SLEEP(30) AS name', { timeoutSeconds: 1 }))
    expect(failure).toMatchObject({ code: 'source.timed-out' })
    expect(performance.now() - startedAt).toBeLessThan(3_000)
  })

  it('ends with source.unreachable when something else answers there', async () => {
    const other = createServer((socket) =>
      socket.on('error', () => undefined).end('HTTP/1.1 400 Bad Request\r\n\r\n'),
    )
    other.listen(0, '127.0.0.1')
    await once(other, 'listening')
    const port = Number(Object(other.address()).port)
    const failure = await failureOf(source, contextOf('SELECT 1 AS name', fieldsOf({ port })))
    other.close()
    expect(failure).toMatchObject({ code: 'source.unreachable' })
  })

  it.each(['KILL CONNECTION', 'KILL QUERY'])(
    'ends with a failure when the administrator says %s',
    async (kill) => {
      const failed = (async () => {
        let seen = 0
        for await (const _row of source.rows(contextOf(MANY))) {
          seen += 1
          if (seen !== 10) continue
          const [session] = await mariadb.ask(
            `SELECT ID FROM information_schema.PROCESSLIST WHERE USER = 'reader'`,
          )
          await mariadb.ask(`${kill} ${session?.['ID']}`)
        }
        return seen
      })()
      await expect(failed).rejects.toMatchObject({
        code: expect.stringMatching(/^source\.(interrupted|failing-query)$/),
      })
    },
  )
})

describe('stopping', () => {
  it('ends a computing query at the server within two seconds', async () => {
    const controller = new AbortController()
    const reason = new Error('cancelled by an operator')
    const query = 'SELECT COUNT(*) AS n FROM seq_1_to_200000 a, seq_1_to_200000 b, seq_1_to_200000 c'
    const failed = failureOf(source, contextOf(query, {}, controller.signal))
    await eventually(async () => (await readerQueries()).includes(query), 5_000)
    controller.abort(reason)
    const took = await eventually(async () => (await readerQueries()).length === 0, 2_000)
    expect(await failed).toBe(reason)
    expect(took).toBeLessThan(2_000)
  })

  it('ends a query whose rows wait to be read', async () => {
    const controller = new AbortController()
    const rows = source.rows(contextOf(MANY, {}, controller.signal))[Symbol.asyncIterator]()
    await rows.next()
    controller.abort(new Error('cancelled'))
    await eventually(async () => (await readerSessions()) === 0, 2_000)
    await expect(
      (async () => {
        while (!(await rows.next()).done);
      })(),
    ).rejects.toThrow('cancelled')
  })
})

describe('stopping where it is harder', () => {
  const waiting = 'SELECT name FROM lane'

  it('ends a query that waits for a lock before it begins', async () => {
    await mariadb.ask('LOCK TABLES lane WRITE')
    const controller = new AbortController()
    const failed = failureOf(source, contextOf(waiting, {}, controller.signal))
    await eventually(async () => (await readerQueries()).includes(waiting), 5_000)
    controller.abort(new Error('cancelled'))
    expect(await failed).toMatchObject({ message: 'cancelled' })
    await eventually(async () => (await readerSessions()) === 0, 2_000)
    await mariadb.ask('UNLOCK TABLES')
  })

  it('cuts the connection when the server lets no second one in', async () => {
    await mariadb.ask(`ALTER USER 'reader'@'127.0.0.1' WITH MAX_USER_CONNECTIONS 1`)
    await mariadb.ask('LOCK TABLES lane WRITE')
    const controller = new AbortController()
    const startedAt = performance.now()
    const failed = failureOf(source, contextOf(waiting, {}, controller.signal))
    await eventually(async () => (await readerQueries()).includes(waiting), 5_000)
    controller.abort(new Error('cancelled'))
    expect(await failed).toMatchObject({ message: 'cancelled' })
    expect(performance.now() - startedAt).toBeLessThan(3_000)
    await mariadb.ask('UNLOCK TABLES')
    await mariadb.ask(`ALTER USER 'reader'@'127.0.0.1' WITH MAX_USER_CONNECTIONS 0`)
  })
})

describe('TLS', () => {
  const query = `SHOW SESSION STATUS LIKE 'Ssl_version'`

  it('is off unless asked for', async () => {
    expect(await readAll(source, contextOf(query))).toEqual([{ Variable_name: 'Ssl_version', Value: '' }])
  })

  it('encrypts without looking at the certificate', async () => {
    const [row] = await readAll(source, contextOf(query, { tls: 'encrypted' }))
    expect(row?.['Value']).toMatch(/^TLSv1\.[23]$/)
  })

  it('accepts a server whose certificate is known and made for its name', async () => {
    const verified = { tls: 'verified', tlsAuthority: mariadb.authority } as const
    const [row] = await readAll(source, contextOf(query, fieldsOf({ ...verified, host: 'localhost' })))
    expect(row?.['Value']).toMatch(/^TLSv1\.[23]$/)
  })

  it('refuses a valid certificate of another host', async () => {
    const other = await startMariadb({ certificateFor: 'db.example.com' })
    const verified = { tls: 'verified', tlsAuthority: other.authority, host: 'localhost' } as const
    const failure = await failureOf(source, contextOf(query, fieldsOf({ ...verified, port: other.port })))
    await other.stop()
    expect(failure).toMatchObject({ code: 'source.certificate-not-trusted' })
  })

  it('cannot be verified for an address, with which the driver compares no certificate', () => {
    expect(() => contextOf(query, { tls: 'verified' })).toThrow('only with the name of the server')
  })
})

describe('a server that dies', () => {
  it('fails the import instead of looking like the end of the rows', async () => {
    let seen = 0
    const failed = (async () => {
      for await (const _row of source.rows(contextOf(MANY))) {
        seen += 1
        if (seen === 10) await mariadb.kill()
      }
    })()
    await expect(failed).rejects.toMatchObject({ code: 'source.interrupted' })
    expect(seen).toBeLessThan(200_000)
    const failure = await failureOf(source, contextOf(MANY, fieldsOf({ port: await freePort() })))
    expect(failure).toMatchObject({ code: 'source.unreachable' })
  })
})
