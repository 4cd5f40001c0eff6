import 'reflect-metadata'
import { readFile, writeFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import path from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startApi, type TestApi } from '../support/http/api.js'
import { eventually } from '../support/installation.js'
import { startMariadb, type TestMariadb } from '../support/servers/mariadb.js'
import { openTestImports, type TestImports } from '../support/imports/test-imports.js'
import { worksheetOf, xlsxOf } from '../support/sources/xlsx-bytes.js'

/** More than an import keeps before it sends rows to the database, and than what is read of a file at a time. */
const MANY = 6_000

let imports: TestImports
let mariadb: TestMariadb
let api: TestApi

beforeAll(async () => {
  imports = await openTestImports()
  mariadb = await startMariadb()
  api = await startApi()
})

afterAll(async () => {
  await api?.close()
  await mariadb?.stop()
  await imports?.close()
})

beforeEach(() => imports.clear())

const names = Array.from({ length: MANY }, (_, index) => `host-${index + 1}`)
const NOTE = 'a note that makes rows longer, so that a file is read in several pieces'

/** Lets an import fail as the first one and after a good one, and looks that it stores nothing either time. */
async function failTwice(good: () => Promise<unknown>, bad: () => Promise<unknown>) {
  await bad()
  const first = await imports.run()
  expect(first.state).toBe('failed')
  expect(JSON.parse(await imports.stored())).toEqual({ rows: [], runs: [] })
  await good()
  expect((await imports.run()).message).toMatch(/^cmdb: \d+ rows, \d+ created/)
  const before = await imports.stored()
  await bad()
  const { state, error, message } = await imports.run()
  expect([state, error?.code]).toEqual(['failed', first.error?.code])
  expect(await imports.stored()).toBe(before)
  expect(message).toMatch(/^import source "cmdb": /)
  return { ...error, message }
}

interface FileFormat {
  readonly text: (hosts: readonly string[], broken?: string) => string
  readonly layout?: object
}

/** A file with a row for each host; `broken` stands in the note of the last one. */
const FORMATS: Readonly<Record<string, FileFormat>> = {
  csv: {
    text: (hosts, broken) =>
      `name,note\n${hosts.map((host) => `${host},"${NOTE}"\n`).join('')}${broken === undefined ? '' : `last,"${broken}"\n`}`,
  },
  tsv: {
    text: (hosts, broken) =>
      `name\tnote\n${hosts.map((host) => `${host}\t${NOTE}\n`).join('')}${broken === undefined ? '' : `last\t${broken}\n`}`,
  },
  json: {
    text: (hosts, broken) =>
      `[${[...hosts.map((host) => `{"name":"${host}","note":"${NOTE}"}`), ...(broken === undefined ? [] : [`{"name":"last","note":"${broken}"}`])].join(',\n')}]`,
  },
  lines: {
    text: (hosts, broken) =>
      `${[...hosts.map((host) => `{"name":"${host}","note":"${NOTE}"}`), ...(broken === undefined ? [] : [`{"name":"last","note":"${broken}"}`])].join('\n')}\n`,
    layout: { layout: 'lines' },
  },
  yaml: {
    text: (hosts, broken) =>
      `${hosts.map((host) => `- name: ${host}\n  note: ${NOTE}\n`).join('')}${broken === undefined ? '' : `- name: last\n  note: "${broken}"\n`}`,
  },
  xml: {
    text: (hosts, broken) =>
      `<hosts>\n${hosts.map((host) => `<host name="${host}"><note>${NOTE}</note></host>\n`).join('')}${broken === undefined ? '' : `<host name="last"><note>${broken}</note></host>\n`}</hosts>`,
  },
}

function fileSource(format: string, bad: string | Uint8Array) {
  const { text, layout = {} } = FORMATS[format] ?? { text: () => '' }
  const type = `director.${format === 'lines' ? 'json' : format}-file`
  const put = async (content: string | Uint8Array) => {
    await imports.write('hosts', content)
    await imports.define(type, { path: 'hosts', ...layout })
  }
  return failTwice(
    () => put(text(['good-1', 'good-2'])),
    () => put(bad),
  )
}

const textOf = (format: string, broken?: string) => FORMATS[format]?.text(names, broken) ?? ''

describe('a file that ends in the middle, after thousands of rows,', () => {
  it.each([
    ['csv', 'source.incomplete', /hosts: the file ends within a quoted value that began before line 6001/],
    ['tsv', 'source.uneven-columns', /hosts: line 6001 \(row 6000\)/],
    ['json', 'source.malformed', /hosts: row 6000/],
    ['lines', 'source.malformed', /hosts: line 6000 \(row 6000\)/],
    ['xml', 'source.incomplete', /hosts: line 6001 \(row 6000\)/],
  ])('as %s fails the import with %s and the row', async (format, code, place) => {
    const cutOff = { csv: 20, tsv: 77, json: 20, lines: 20, xml: 40 }[format] ?? 0
    const failure = await fileSource(format, textOf(format).slice(0, -cutOff))
    expect(failure).toMatchObject({ code, message: expect.stringMatching(place) })
  })

  it('as XLSX fails the import, also when only the packed rows are damaged', async () => {
    const whole = xlsxOf(worksheetOf([['name', 'note'], ...names.map((name) => [name, `${NOTE} ${name}`])]))
    const put = async (content: Uint8Array) => {
      await imports.write('hosts.xlsx', content)
      await imports.define('director.xlsx-file', { path: 'hosts.xlsx' })
    }
    const good = () => put(xlsxOf(worksheetOf([['name'], ['good-1']])))
    const cutOff = await failTwice(good, () => put(whole.subarray(0, whole.length / 2)))
    expect(cutOff).toMatchObject({ code: 'source.malformed', message: expect.stringContaining('hosts.xlsx') })
    await imports.clear()
    const damaged = Buffer.from(whole).fill(0xff, whole.length - 3_000, whole.length - 2_900)
    expect(await failTwice(good, () => put(damaged))).toMatchObject({ code: 'source.malformed' })
  })
})

describe('a file whose text is none', () => {
  const latin1 = (format: string) => Buffer.from(textOf(format, 'Z\xfcrich'), 'latin1')

  it.each([
    ['csv', 'line 6002'],
    ['tsv', 'line 6002'],
    ['json', 'line 6001'],
    ['lines', 'line 6001'],
    ['yaml', 'line 12002'],
    ['xml', 'line 6002'],
  ])('because it is Latin-1 in %s fails the import and names the %s', async (format, place) => {
    const failure = await fileSource(format, latin1(format))
    expect(failure).toMatchObject({ code: 'source.not-utf8', message: expect.stringContaining(place) })
  })

  it.each(['csv', 'tsv', 'json', 'lines', 'yaml', 'xml'])(
    'because a NUL byte is in %s fails the import and names the line',
    async (format) => {
      const failure = await fileSource(format, textOf(format, 'a\0b'))
      expect(failure).toMatchObject({
        code: 'source.nul-byte',
        message: expect.stringMatching(/hosts: line \d{4,5} /),
      })
    },
  )

  it.each([
    ['json', 'a\\u0000b', 'import.unstorable-value'],
    ['json', '\\ud83d', 'import.unstorable-value'],
    ['lines', 'a\\u0000b', 'import.unstorable-value'],
    ['yaml', 'a\\0b', 'import.unstorable-value'],
    ['xml', '&#0;', 'source.malformed'],
  ])(
    'because %s writes NUL or half a character as %s fails the import with %s and the row',
    async (format, text, code) => {
      const failure = await fileSource(format, textOf(format, text))
      expect(failure).toMatchObject({ code, message: expect.stringMatching(/row 6001\b/) })
    },
  )

  it.each(['csv', 'json', 'xml'])('because %s is UTF-16 fails the import', async (format) => {
    const failure = await fileSource(format, Buffer.from(textOf(format), 'utf16le'))
    expect(failure).toMatchObject({ message: expect.stringContaining('hosts: line 1 ') })
  })
})

describe('XML that wants more than its text', () => {
  const ROW = '<hosts><host name="web1"><note>&a;</note></host></hosts>'
  const laughs = Array.from(
    { length: 9 },
    (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`,
  )
  const bombs: readonly (readonly [string, string, string])[] = [
    [
      'an entity of another file',
      `<!DOCTYPE h [<!ENTITY a SYSTEM "file:///etc/passwd">]>${ROW}`,
      'source.refused-doctype',
    ],
    [
      'an entity of another server',
      `<!DOCTYPE h [<!ENTITY % d SYSTEM "http://127.0.0.1:1/x">%d;]>${ROW}`,
      'source.refused-doctype',
    ],
    [
      'entities of entities',
      `<!DOCTYPE h [<!ENTITY l0 "lol">${laughs.join('')}<!ENTITY a "&l9;">]>${ROW}`,
      'source.refused-doctype',
    ],
    [
      'a document type elsewhere',
      `<!DOCTYPE hosts SYSTEM "http://127.0.0.1:1/hosts.dtd">${ROW}`,
      'source.refused-doctype',
    ],
    ['an entity nobody defined', ROW, 'source.malformed'],
  ]

  it.each(bombs)('as %s fails the import', async (_what, text, code) => {
    expect(await fileSource('xml', text)).toMatchObject({ code, message: expect.stringContaining('line 1') })
  })

  it.each(bombs)('as %s in a worksheet fails the import', async (_what, text, code) => {
    const put = async (worksheet: string) => {
      await imports.write('hosts.xlsx', xlsxOf(worksheet))
      await imports.define('director.xlsx-file', { path: 'hosts.xlsx' })
    }
    const good = () => put(worksheetOf([['name'], ['good-1']]))
    expect(await failTwice(good, () => put(text))).toMatchObject({ code })
  })
})

describe('an answer of a REST API', () => {
  const row = (name: string, note = NOTE) => JSON.stringify({ name, note })
  const many = names.map((name) => row(name)).join(',')

  function restSource(bad: (response: ServerResponse) => void) {
    const answer = async (send: (response: ServerResponse) => void) => {
      api.answer((_request, response) => send(response))
      await imports.define('director.rest-api', { url: `${api.origin}/hosts` })
    }
    return failTwice(
      () => answer((response) => void response.writeHead(200).end(`[${row('good-1')}]`)),
      () => answer(bad),
    )
  }

  it('that is cut off in mid-stream fails the import with the row', async () => {
    const failure = await restSource((response) => {
      response.writeHead(200)
      response.write(`[${many},{"name":"la`, () => setImmediate(() => response.destroy()))
    })
    expect(failure).toMatchObject({
      code: 'source.interrupted',
      message: expect.stringMatching(/the answer broke off in row \d+$/),
    })
  })

  it('that is shorter than it said fails the import with the row', async () => {
    const failure = await restSource((response) => {
      const body = `[${many},{"name":"la`
      response.writeHead(200, { 'content-length': body.length + 100 })
      response.write(body, () => setImmediate(() => response.destroy()))
    })
    expect(failure).toMatchObject({
      code: 'source.interrupted',
      message: expect.stringMatching(/the answer broke off in row \d+$/),
    })
  })

  it.each([
    ['ends too early', `[${many},{"name":"la`, 'source.malformed', /row 6001/],
    [
      'is Latin-1',
      Buffer.from(`[${many},${row('last', 'Z\xfcrich')}]`, 'latin1'),
      'source.not-utf8',
      /line 1 /,
    ],
    ['has a NUL', `[${many},${row('last', 'a\0b')}]`, 'import.unstorable-value', /row 6001/],
    ['has a NUL byte', `[${many},{"name":"a\0b"}]`, 'source.nul-byte', /line 1 /],
  ])('that %s fails the import', async (_what, body, code, place) => {
    const failure = await restSource((response) => void response.writeHead(200).end(body))
    expect(failure).toMatchObject({ code, message: expect.stringMatching(place) })
  })
})

describe('a database', () => {
  const lanes = async () => (await imports.database.query('SELECT name FROM lane')).length

  const querySource = (type: string, settings: object, good: string, bad: string) =>
    failTwice(
      () => imports.define(type, { ...settings, query: good }),
      () => imports.define(type, { ...settings, query: bad }),
    )
  const mysql = (query: string) =>
    querySource('director.mysql-query', { url: mariadb.url }, `SELECT 'good' AS name`, query)
  const postgresql = (query: string) =>
    querySource('director.postgresql-query', { url: imports.url }, `SELECT 'good' AS name`, query)
  const sqlite = (query: string) =>
    querySource('director.sqlite-query', { path: 'hosts.db' }, `SELECT 'good' AS name`, query)

  beforeAll(async () => {
    await mariadb.ask('CREATE TABLE cmdb.lane (name text)')
    await mariadb.ask(`INSERT INTO cmdb.lane VALUES ('serial')`)
    const database = new DatabaseSync(path.join(imports.folder, 'hosts.db'))
    database.exec(`CREATE TABLE lane (name text); INSERT INTO lane VALUES ('serial')`)
    database.close()
  })

  it('whose connection is ended while it sends rows fails the import with the number of rows', async () => {
    const slow = `SELECT CONCAT('host-', seq) AS name, IF(seq = 50000, SLEEP(60), 0) AS slept FROM seq_1_to_60000`
    const killing = async () => {
      const session = await eventually('the query sleeps', async () => {
        const [found] = await mariadb.ask(
          `SELECT id FROM information_schema.processlist WHERE user = 'reader' AND state = 'User sleep'`,
        )
        return found
      })
      await mariadb.ask(`KILL ${session['id']}`)
    }
    await imports.define('director.mysql-query', { url: mariadb.url, query: `SELECT 'good' AS name` })
    expect((await imports.run()).state).toBe('succeeded')
    const before = await imports.stored()
    await imports.define('director.mysql-query', { url: mariadb.url, query: slow })
    const [{ error, message }] = await Promise.all([imports.run(), killing()])
    expect(error?.code).toBe('source.interrupted')
    expect(message).toMatch(/^import source "cmdb": MySQL .*: the source broke off after \d{5} rows/)
    expect(await imports.stored()).toBe(before)
  })

  it.each([
    `INSERT INTO lane VALUES ('x') RETURNING name`,
    'DROP TABLE lane',
    '/*! DROP TABLE lane */',
    'WITH x AS (SELECT 1) DELETE FROM lane',
    `SELECT name INTO OUTFILE '/tmp/director-import-faults' FROM lane`,
  ])('of MariaDB is not written to by %s', async (query) => {
    expect(await mysql(query)).toMatchObject({
      code: expect.stringMatching(/^source\.(writing|failing)-query$/),
    })
    expect(await mariadb.ask('SELECT name FROM cmdb.lane')).toEqual([{ name: 'serial' }])
  })

  it.each([
    `INSERT INTO lane (name) VALUES ('x') RETURNING name`,
    `WITH x AS (DELETE FROM lane RETURNING name) SELECT name FROM x`,
    'SELECT 1 AS name; DROP TABLE lane',
    `SELECT lo_create(0) AS name`,
    `SELECT name FROM lane FOR UPDATE`,
  ])('of PostgreSQL is not written to by %s', async (query) => {
    expect(await postgresql(query)).toMatchObject({
      code: expect.stringMatching(/^source\.(writing|failing)-query$/),
    })
    expect(await lanes()).toBe(1)
  })

  it.each([
    `INSERT INTO lane VALUES ('x') RETURNING name`,
    'WITH x AS (SELECT 1) DELETE FROM lane RETURNING name',
    'SELECT 1 AS name; DROP TABLE lane',
    `VACUUM INTO 'other.db'`,
  ])('of SQLite is not written to by %s', async (query) => {
    expect(await sqlite(query)).toMatchObject({
      code: expect.stringMatching(/^source\.(writing|failing)-query$/),
    })
    const database = new DatabaseSync(path.join(imports.folder, 'hosts.db'), { readOnly: true })
    expect(database.prepare('SELECT name FROM lane').all()).toEqual([{ name: 'serial' }])
    database.close()
  })

  it('whose text has a NUL fails the import with the row', async () => {
    const failure = await mysql(
      `SELECT CONCAT('h', seq) AS name, IF(seq = 5000, CONCAT('a', CHAR(0)), '') AS note FROM seq_1_to_6000`,
    )
    expect(failure).toMatchObject({
      code: 'import.unstorable-value',
      message: expect.stringContaining('row 5000'),
    })
  })

  it('whose bytes have a NUL in SQLite fails the import with the row', async () => {
    const numbers = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6000)'
    const note = `CAST(iif(i = 5000, 'a' || char(0) || 'b', '') AS BLOB)`
    expect(await sqlite(`${numbers} SELECT 'h' || i AS name, ${note} AS note FROM n`)).toMatchObject({
      code: 'import.unstorable-value',
      message: expect.stringContaining('row 5000'),
    })
  })

  it('file that is cut off fails the import', async () => {
    const whole = path.join(imports.folder, 'large.db')
    const database = new DatabaseSync(whole)
    database.exec(`CREATE TABLE host (name text);
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000) INSERT INTO host SELECT 'host-' || i FROM n`)
    database.close()
    const bytes = await readFile(whole)
    const put = async (content: Uint8Array, query: string) => {
      await writeFile(path.join(imports.folder, 'cut.db'), content)
      await imports.define('director.sqlite-query', { path: 'cut.db', query })
    }
    const failure = await failTwice(
      () => put(bytes, `SELECT name FROM host LIMIT 2`),
      () => put(bytes.subarray(0, bytes.length / 2), 'SELECT name FROM host'),
    )
    expect(failure).toMatchObject({ code: 'source.malformed' })
  })
})
