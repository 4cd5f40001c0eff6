import 'reflect-metadata'
import { createWriteStream } from 'node:fs'
import type { ServerResponse } from 'node:http'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createDeflateRaw, crc32 } from 'node:zlib'
import { DatabaseSync } from '@photostructure/sqlite'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startApi, type TestApi } from '../support/http/api.js'
import { startMariadb, type TestMariadb } from '../support/servers/mariadb.js'
import { openTestImports, type TestImports } from '../support/imports/test-imports.js'
import { xlsxOf, type PackedPart } from '../support/sources/xlsx-bytes.js'

/** What the process of an import may hold in JavaScript's heap, and in all; at rest it holds some 150 MB. */
const HEAP_MEGABYTES = 128
const MOST_MEGABYTES = 400
const MEBIBYTE = 1024 * 1024

let imports: TestImports

beforeAll(async () => {
  imports = await openTestImports()
})

afterAll(() => imports?.close())

beforeEach(() => imports.clear())

/** Imports in a process with little memory, and looks that it fails, stores nothing and has held little. */
async function failureOf(type: string, good: object, bad: object) {
  await imports.define(type, good)
  expect((await imports.run()).message).toContain('1 created')
  const before = await imports.stored()
  await imports.define(type, bad)
  const run = await imports.runInProgram(HEAP_MEGABYTES)
  expect(await imports.stored()).toBe(before)
  expect(run.state).toBe('failed')
  expect(run.peakMegabytes).toBeLessThan(MOST_MEGABYTES)
  return run
}

function* repeated(begin: string, piece: (index: number) => string, count: number, end: string) {
  yield begin
  for (let index = 0; index < count; index += 1) yield piece(index)
  yield end
}

/** 100 MiB between what stands before and behind it. */
const hugeCell = (begin: string, end: string) => repeated(begin, () => 'x'.repeat(MEBIBYTE), 100, end)
/** A million of something, a thousand at a time. */
const million = (begin: string, piece: (number: number) => string, end: string) =>
  repeated(
    begin,
    (page) => Array.from({ length: 1_000 }, (_, index) => piece(page * 1_000 + index)).join(''),
    1_000,
    end,
  )

interface HugeFile {
  readonly type: string
  readonly good: string
  readonly bad: () => Iterable<string>
  readonly settings?: object
  readonly code: string
  readonly place: RegExp
}

const CELLS: Readonly<Record<string, HugeFile>> = {
  CSV: {
    type: 'csv',
    good: 'name,note\nweb1,x\n',
    bad: () => hugeCell('name,note\nweb1,x\nweb2,"', '"\n'),
    code: 'source.row-too-large',
    place: /line \d \(row 2\)/,
  },
  TSV: {
    type: 'tsv',
    good: 'name\tnote\nweb1\tx\n',
    bad: () => hugeCell('name\tnote\nweb1\tx\nweb2\t', '\n'),
    code: 'source.row-too-large',
    place: /line 3/,
  },
  JSON: {
    type: 'json',
    good: '[{"name":"web1"}]',
    bad: () => hugeCell('[{"name":"web1"},{"name":"', '"}]'),
    code: 'source.row-too-large',
    place: /row 2/,
  },
  'JSON lines': {
    type: 'json',
    settings: { layout: 'lines' },
    good: '{"name":"web1"}\n',
    bad: () => hugeCell('{"name":"web1"}\n{"name":"', '"}\n'),
    code: 'source.row-too-large',
    place: /line 2/,
  },
  YAML: {
    type: 'yaml',
    good: '- name: web1\n',
    bad: () => hugeCell('- name: web1\n- name: "', '"\n'),
    code: 'source.row-too-large',
    place: /row 2|line 2/,
  },
  XML: {
    type: 'xml',
    good: '<a><b name="web1"/></a>',
    bad: () => hugeCell('<a><b name="web1"/><b name="web2">', '</b></a>'),
    code: 'source.row-too-large',
    place: /row 2/,
  },
}

const COLUMNS: Readonly<Record<string, HugeFile>> = {
  JSON: {
    type: 'json',
    good: '[{"name":"web1"}]',
    bad: () => million('[{"name":"web1"},{"name":"web2"', (number) => `,"c${number}":1`, '}]'),
    code: 'source.too-many-columns',
    place: /row 2/,
  },
  'JSON lines': {
    type: 'json',
    settings: { layout: 'lines' },
    good: '{"name":"web1"}\n',
    bad: () => million('{"name":"web1"}\n{"name":"web2"', (number) => `,"c${number}":1`, '}\n'),
    code: 'source.too-many-columns',
    place: /line 2/,
  },
  YAML: {
    type: 'yaml',
    good: '- name: web1\n',
    bad: () => million('- name: web1\n- name: web2\n', (number) => `  c${number}: 1\n`, ''),
    code: 'source.too-many-columns',
    place: /line \d+/,
  },
  XML: {
    type: 'xml',
    good: '<a><b name="web1"/></a>',
    bad: () =>
      million('<a><b name="web1"/><b name="web2">', (number) => `<c${number}>1</c${number}>`, '</b></a>'),
    code: 'source.too-many-columns',
    place: /row 2/,
  },
}

async function fileFailure({ type, good, bad, settings = {} }: HugeFile) {
  await imports.write('good', good)
  await pipeline(Readable.from(bad()), createWriteStream(path.join(imports.folder, 'bad')))
  return failureOf(`director.${type}-file`, { path: 'good', ...settings }, { path: 'bad', ...settings })
}

describe('a cell of 100 MB', () => {
  it.each(Object.keys(CELLS))('in %s fails the import before the memory is full', async (format) => {
    const file = CELLS[format]
    if (file === undefined) throw new Error(format)
    const { code, message } = await fileFailure(file)
    expect(code).toBe(file.code)
    expect(message).toMatch(file.place)
  })
})

describe('a row of a million columns', () => {
  it.each(Object.keys(COLUMNS))('in %s fails the import before the memory is full', async (format) => {
    const file = COLUMNS[format]
    if (file === undefined) throw new Error(format)
    const { code, message } = await fileFailure(file)
    expect([code, message]).toEqual([
      expect.stringMatching(/too-(many-columns|large)$/),
      expect.stringMatching(file.place),
    ])
  })
})

describe('a worksheet', () => {
  const HEADER = '<worksheet><sheetData><row r="1"><c t="str"><v>name</v></c></row>'

  /** Packs what would be large unpacked without holding it. */
  async function packed(content: Iterable<string>, claim?: number): Promise<PackedPart> {
    const pieces: Buffer[] = []
    let [checksum, unpackedBytes] = [0, 0]
    const counted = function* () {
      for (const piece of content) {
        checksum = crc32(piece, checksum)
        unpackedBytes += piece.length
        yield piece
      }
    }
    await pipeline(Readable.from(counted()), createDeflateRaw(), async (bytes: AsyncIterable<Buffer>) => {
      for await (const piece of bytes) pieces.push(piece)
    })
    return { packed: Buffer.concat(pieces), unpackedBytes: claim ?? unpackedBytes, checksum }
  }

  const worksheetFailure = async (worksheet: PackedPart) => {
    await imports.write(
      'good',
      xlsxOf(`${HEADER}<row><c t="str"><v>web1</v></c></row></sheetData></worksheet>`),
    )
    await imports.write('bad', xlsxOf(worksheet))
    return failureOf('director.xlsx-file', { path: 'good' }, { path: 'bad' })
  }

  it('that unpacks to 200 MB is refused, and also when it hides that', async () => {
    const bomb = () => repeated(HEADER, () => ' '.repeat(MEBIBYTE), 200, '</sheetData></worksheet>')
    expect(await worksheetFailure(await packed(bomb()))).toMatchObject({ code: 'source.zip-bomb' })
    await imports.clear()
    expect(await worksheetFailure(await packed(bomb(), 1_000))).toMatchObject({ code: 'source.malformed' })
  })

  it('with a cell that packs badly and is too large fails the import', async () => {
    const piece = (index: number) =>
      Array.from({ length: 40_000 }, (_, at) => (index * 40_000 + at) ** 2).join(' ')
    const cell = repeated(
      `${HEADER}<row r="2"><c t="str"><v>`,
      piece,
      40,
      '</v></c></row></sheetData></worksheet>',
    )
    expect(await worksheetFailure(await packed(cell))).toMatchObject({
      code: 'source.row-too-large',
      message: expect.stringContaining('row 2'),
    })
  })
})

describe('an answer of a REST API', () => {
  let api: TestApi

  beforeAll(async () => {
    api = await startApi()
  })
  afterAll(() => api?.close())

  it.each([
    ['a cell of 100 MB', () => hugeCell('[{"name":"web1"},{"name":"', '"}]'), 'source.row-too-large'],
    [
      'a million columns',
      () => million('[{"name":"web1"},{"name":"web2"', (number) => `,"c${number}":1`, '}]'),
      'source.too-many-columns',
    ],
  ])('with %s fails the import before the memory is full', async (_what, body, code) => {
    const stream = (response: ServerResponse) =>
      void pipeline(Readable.from(body()), response).catch(() => undefined)
    api.answer(({ url }, response) =>
      url.pathname === '/good' ? void response.end('[{"name":"web1"}]') : stream(response),
    )
    const run = await failureOf(
      'director.rest-api',
      { url: `${api.origin}/good` },
      { url: `${api.origin}/bad` },
    )
    expect(run.code).toMatch(code === 'source.too-many-columns' ? /too-(many-columns|large)$/ : code)
    expect(run.message).toContain('row 2')
  })
})

describe('a database whose row has a cell of 100 MB', () => {
  let mariadb: TestMariadb
  const GOOD = `SELECT 'web1' AS name`
  const PLACE = /row 2/

  beforeAll(async () => {
    mariadb = await startMariadb()
    new DatabaseSync(path.join(imports.folder, 'empty.db')).exec('CREATE TABLE host (name text)')
  })
  afterAll(() => mariadb?.stop())

  it('fails the import from MariaDB', async () => {
    const query = `${GOOD}, '' AS note UNION ALL SELECT 'web2', REPEAT('x', 104857600)`
    const run = await failureOf(
      'director.mysql-query',
      { url: mariadb.url, query: GOOD },
      { url: mariadb.url, query },
    )
    expect(run).toMatchObject({ code: 'source.row-too-large', message: expect.stringMatching(PLACE) })
  })

  it('fails the import from PostgreSQL', async () => {
    const query = `${GOOD}, '' AS note UNION ALL SELECT 'web2', repeat('x', 104857600)`
    const run = await failureOf(
      'director.postgresql-query',
      { url: imports.url, query: GOOD },
      { url: imports.url, query },
    )
    expect(run).toMatchObject({ code: 'source.row-too-large', message: expect.stringMatching(PLACE) })
  })

  it('fails the import from SQLite', async () => {
    const query = `${GOOD}, '' AS note UNION ALL SELECT 'web2', replace(hex(zeroblob(52428800)), '0', 'x')`
    const run = await failureOf(
      'director.sqlite-query',
      { path: 'empty.db', query: GOOD },
      { path: 'empty.db', query },
    )
    expect(run).toMatchObject({ code: 'source.row-too-large', message: expect.stringMatching(PLACE) })
  })
})

describe('many large rows that are allowed', () => {
  it('are imported from PostgreSQL a few at a time', async () => {
    const query = `SELECT 'web' || id AS name, repeat('x', 9000000) AS note FROM generate_series(1, 40) AS id`
    await imports.define('director.postgresql-query', { url: imports.url, query })
    const run = await imports.runInProgram(HEAP_MEGABYTES)
    expect(run).toMatchObject({ state: 'succeeded', message: expect.stringContaining('40 created') })
    expect(run.peakMegabytes).toBeLessThan(MOST_MEGABYTES)
  })
})
