import 'reflect-metadata'
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NestFactory } from '@nestjs/core'
import type { Row } from '@director/kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SourcesModule } from '../sources.module.js'
import { CsvFileSettings, CsvFileSource } from './csv-file.source.js'
import { JsonFileSettings, JsonFileSource } from './json/json-file.source.js'
import { MAX_ROW_BYTES } from './row-size.js'
import { SourceFiles } from './source-files.js'

let directory: string

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'director-files-'))
})

afterAll(() => rm(directory, { recursive: true, force: true }))

const log = { debug() {}, info() {}, warn() {}, error() {} }
const context = <Settings>(settings: Settings, signal = new AbortController().signal) => ({
  settings,
  signal,
  log,
})

async function rowsOf(rows: AsyncIterable<Row>): Promise<Row[]> {
  const found: Row[] = []
  for await (const row of rows) found.push(row)
  return found
}

async function csvRows(content: string | Buffer, settings: object = {}) {
  await writeFile(join(directory, 'hosts.csv'), content)
  const source = new CsvFileSource(new SourceFiles(directory))
  return rowsOf(source.rows(context(CsvFileSettings.parse({ path: 'hosts.csv', ...settings }))))
}

async function jsonRows(content: string, layout = 'list') {
  await writeFile(join(directory, 'hosts.json'), content)
  const source = new JsonFileSource(new SourceFiles(directory))
  return rowsOf(source.rows(context(JsonFileSettings.parse({ path: 'hosts.json', layout }))))
}

describe('a CSV file', () => {
  it('gives a row for every line after the header, empty cells as null', async () => {
    expect(await csvRows('name,os\nweb1,linux\nweb2,\n')).toEqual([
      { name: 'web1', os: 'linux' },
      { name: 'web2', os: null },
    ])
  })

  it('may have a byte order mark, Windows line ends, quoted values with breaks, and empty lines', async () => {
    expect(await csvRows('\uFEFFname,note\r\nweb1,"a ""b"",\nc"\r\n\r\nweb2,x\r\n')).toEqual([
      { name: 'web1', note: 'a "b",\nc' },
      { name: 'web2', note: 'x' },
    ])
  })

  it('may have another delimiter and quote', async () => {
    expect(await csvRows("name;note\nweb1;'a;b'\n", { delimiter: ';', quote: "'" })).toEqual([
      { name: 'web1', note: 'a;b' },
    ])
  })

  it('with only a header has no rows', async () => {
    expect(await csvRows('name,os\n')).toEqual([])
  })

  it.each([
    [
      'too few columns',
      'name,os\nweb1,linux\nweb2\n',
      'source.uneven-columns',
      'hosts.csv: line 3 (row 2) has another',
    ],
    [
      'too many columns',
      'name,os\nweb1,linux,x\n',
      'source.uneven-columns',
      'hosts.csv: line 2 (row 1) has another',
    ],
    [
      'a quote that is not closed',
      'name,os\nweb1,"linux\n',
      'source.incomplete',
      'the file ends within a quoted value',
    ],
    ['text after a quote', 'name\n"web1"x\n', 'source.malformed', 'hosts.csv: line 2 (row 1)'],
    ['no header', '', 'source.bad-header', 'hosts.csv is empty'],
    ['a column without a name', 'name,,os\n1,2,3\n', 'source.bad-header', 'column 2 has no name'],
    ['two columns of one name', 'name,os,name\n1,2,3\n', 'source.bad-header', 'two columns are named "name"'],
  ])('with %s is refused', async (_kind, content, code, message) => {
    await expect(csvRows(content)).rejects.toMatchObject({ code, message: expect.stringContaining(message) })
  })

  it('with uneven columns tells how many were expected and came', async () => {
    await expect(csvRows('name,os\nweb1,linux,x\n')).rejects.toMatchObject({
      expected: '2 columns',
      received: '3 columns',
      details: { line: 2, row: 1 },
    })
  })

  it('with a cell of many megabytes is refused before the memory is full', async () => {
    const huge = Buffer.alloc(MAX_ROW_BYTES * 2, 'x')
    await expect(
      csvRows(Buffer.concat([Buffer.from('name\n"'), huge, Buffer.from('"\n')])),
    ).rejects.toMatchObject({
      code: 'source.row-too-large',
    })
  })

  it('with a hundred thousand columns is refused', async () => {
    const header = Array.from({ length: 100_000 }, (_item, index) => `c${index}`).join(',')
    await expect(csvRows(`${header}\n`)).rejects.toMatchObject({
      code: 'source.too-many-columns',
      message: 'hosts.csv: line 1 has too many columns',
    })
  })

  it('tells its columns without reading all rows', async () => {
    await writeFile(join(directory, 'wide.csv'), `name,os\nweb1,linux\n${'broken\n'.repeat(200_000)}`)
    const source = new CsvFileSource(new SourceFiles(directory))
    expect(await source.columns(context(CsvFileSettings.parse({ path: 'wide.csv' })))).toEqual(['name', 'os'])
  })

  it('stops being read when the signal aborts', async () => {
    await writeFile(join(directory, 'long.csv'), `name\n${'web1\n'.repeat(500_000)}`)
    const abort = new AbortController()
    const source = new CsvFileSource(new SourceFiles(directory))
    const rows = source.rows(context(CsvFileSettings.parse({ path: 'long.csv' }), abort.signal))
    await rows.next()
    abort.abort()
    await expect(rowsOf(rows)).rejects.toMatchObject({ name: 'AbortError' })
  })
})

describe('a JSON file', () => {
  it('gives a row for every object of a list, with nested values', async () => {
    expect(
      await jsonRows('[{"name": "web1", "tags": ["a", {"b": null}]}, {"name": "web2", "cores": 4}]'),
    ).toEqual([
      { name: 'web1', tags: ['a', { b: null }] },
      { name: 'web2', cores: 4 },
    ])
  })

  it('gives the values of an object as rows in the layout "object"', async () => {
    expect(await jsonRows('{"a": {"name": "web1"}, "b": {"name": "web2"}}', 'object')).toEqual([
      { name: 'web1' },
      { name: 'web2' },
    ])
  })

  it('gives a row for every line in the layout "lines"', async () => {
    expect(await jsonRows('\uFEFF{"name": "web1"}\r\n\n{"name": "web2"}', 'lines')).toEqual([
      { name: 'web1' },
      { name: 'web2' },
    ])
  })

  it.each([
    ['half a list', 'list', '[{"name": "web1"}, {"name": "we', 'source.malformed', 'hosts.json: row 2'],
    ['a list without its end', 'list', '[{"name": "web1"}', 'source.malformed', 'hosts.json: row 2'],
    ['an empty file', 'list', '', 'source.malformed', 'hosts.json'],
    ['an object instead of a list', 'list', '{"name": "web1"}', 'source.malformed', 'another layout'],
    ['a list instead of an object', 'object', '[]', 'source.malformed', 'another layout'],
    [
      'a text instead of a row',
      'list',
      '[{"name": "web1"}, "web2"]',
      'source.not-a-row',
      'row 2 is not an object',
    ],
    [
      'a broken line',
      'lines',
      '{"name": "web1"}\n{"name": \n',
      'source.malformed',
      'line 2 (row 2) is not JSON',
    ],
    ['a list as a line', 'lines', '[1]', 'source.not-a-row', 'line 1 (row 1) is not an object'],
  ])('with %s is refused', async (_kind, layout, content, code, message) => {
    await expect(jsonRows(content, layout)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    })
  })

  it.each(['list', 'lines'])('with too many columns in a row is refused (%s)', async (layout) => {
    const row = Object.fromEntries(Array.from({ length: 10_001 }, (_item, index) => [`c${index}`, 1]))
    const content = layout === 'list' ? JSON.stringify([{}, row]) : `{}\n${JSON.stringify(row)}`
    await expect(jsonRows(content, layout)).rejects.toMatchObject({
      code: 'source.too-many-columns',
      message: expect.stringContaining('row 2'),
    })
  })

  it.each(['list', 'lines'])(
    'with a row of many megabytes is refused before the memory is full (%s)',
    async (layout) => {
      const content = `[{"name": "${'x'.repeat(MAX_ROW_BYTES * 2)}"}]`
      await expect(jsonRows(content, layout)).rejects.toMatchObject({ code: 'source.row-too-large' })
    },
  )
})

describe('files', () => {
  const source = () => new CsvFileSource(new SourceFiles(directory))
  const read = (path: string) => rowsOf(source().rows(context(CsvFileSettings.parse({ path }))))

  it('that are missing are named as they were written, with the place they were looked for', async () => {
    await expect(read('nowhere/hosts.csv')).rejects.toMatchObject({
      code: 'source.file-missing',
      message: 'the file nowhere/hosts.csv does not exist',
      expected: `a file at ${join(directory, 'nowhere/hosts.csv')}`,
    })
  })

  it('are not directories', async () => {
    await mkdir(join(directory, 'folder'), { recursive: true })
    await expect(read('folder')).rejects.toMatchObject({ code: 'source.file-unreadable' })
  })

  it('are looked for below the directory the module was given', async () => {
    await writeFile(join(directory, 'here.csv'), 'name\nweb1\n')
    const nest = await NestFactory.createApplicationContext(SourcesModule.forFilesIn(directory), {
      logger: false,
    })
    const rows = nest.get(CsvFileSource).rows(context(CsvFileSettings.parse({ path: 'here.csv' })))
    expect(await rowsOf(rows)).toEqual([{ name: 'web1' }])
    await nest.close()
  })
})
