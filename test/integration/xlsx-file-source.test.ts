import 'reflect-metadata'
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SourceFiles, XlsxFileSettings, XlsxFileSource } from '@director/sources'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAll, sourceContext } from '../support/sources/read-source.js'
import { packPart, zipOf } from '../support/sources/xlsx-bytes.js'

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'director-xlsx-'))
})
afterAll(() => rm(directory, { recursive: true, force: true }))

const sheet = (rows: string) => `<worksheet><sheetData>${rows}</sheetData></worksheet>`

const parts = (rows: string) => ({
  'xl/workbook.xml':
    '<workbook><sheets><sheet name="Hosts" r:id="r1"/><sheet name="Empty" r:id="r2"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels':
    '<Relationships><Relationship Id="r2" Target="worksheets/sheet2.xml"/><Relationship Id="r1" Target="/xl/worksheets/sheet1.xml"/></Relationships>',
  'xl/sharedStrings.xml':
    '<sst><si><t>name</t></si><si><r><t>Z&#252;</t></r><r><t xml:space="preserve">rich </t></r><rPh><t>x</t></rPh></si></sst>',
  'xl/styles.xml':
    '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/><numFmt numFmtId="165" formatCode="0.0 &quot;days&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="22"/><xf numFmtId="165"/></cellXfs></styleSheet>',
  'xl/worksheets/sheet1.xml': sheet(rows),
  'xl/worksheets/sheet2.xml': sheet(''),
})

const HEADER = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>os</t></is></c></row>'

async function rowsOf(content: Buffer, settings: object = {}, signal?: AbortSignal) {
  await writeFile(join(directory, 'hosts.xlsx'), content)
  const source = new XlsxFileSource(new SourceFiles(directory))
  return readAll(source, sourceContext(XlsxFileSettings, { path: 'hosts.xlsx', ...settings }, signal))
}

const rows = (text: string, settings: object = {}) => rowsOf(zipOf(parts(text)), settings)

describe('an XLSX file', () => {
  it('has its columns in the first row whose first cell has a value', async () => {
    const title = '<row r="1"><c r="B1" t="str"><v>All hosts</v></c></row><row r="2"/>'
    const header = '<row r="3"><c r="A3" t="s"><v>0</v></c><c r="C3" t="str"><v>os</v></c></row>'
    const body =
      '<row r="5"><c r="A5" t="s"><v>1</v></c><c r="B5"><v>7</v></c><c r="C5" t="str"><f>A1</f><v>linux</v></c></row><row r="6"><c r="C6" t="str"><v>bsd</v></c></row><row r="7"><c r="A7"/></row>'
    expect(await rows(title + header + body)).toEqual([
      { name: 'Zürich ', os: 'linux' },
      { name: null, os: 'bsd' },
    ])
  })

  it.each([
    ['<c r="B2"><v>1.5</v></c>', 1.5],
    ['<c r="B2" t="n"><v>10000000</v></c>', 10_000_000],
    ['<c r="B2" t="b"><v>1</v></c>', true],
    ['<c r="B2" t="b"><v>0</v></c>', false],
    ['<c r="B2" t="e"><v>#N/A</v></c>', '#N/A'],
    ['<c r="B2" s="1"><v>46023</v></c>', '2026-01-01'],
    ['<c r="B2" s="2"><v>46023.5</v></c>', '2026-01-01T12:00:00'],
    ['<c r="B2" s="2"><v>0.25</v></c>', '06:00:00'],
    ['<c r="B2" s="3"><v>46023</v></c>', 46_023],
    ['<c r="B2" t="s"><v></v></c>', null],
    ['', null],
  ])('makes of the cell %s the value %j', async (cell, expected) => {
    expect(await rows(`${HEADER}<row r="2"><c r="A2" t="str"><v>web1</v></c>${cell}</row>`)).toEqual([
      { name: 'web1', os: expected },
    ])
  })

  it('gives the worksheet of a position or name, and names those there are', async () => {
    const text = `${HEADER}<row r="2"><c r="A2" t="str"><v>web1</v></c></row>`
    expect(await rows(text, { worksheetName: 'Hosts' })).toHaveLength(1)
    await expect(rows(text, { worksheetName: 'Hosst' })).rejects.toMatchObject({
      code: 'source.missing-worksheet',
      expected: '1 "Hosts", 2 "Empty"',
    })
    await expect(rows(text, { worksheetPosition: 3 })).rejects.toMatchObject({
      code: 'source.missing-worksheet',
    })
    await expect(rows(text, { worksheetPosition: 2 })).rejects.toMatchObject({ code: 'source.bad-header' })
  })

  it.each([
    [
      'two columns of one name',
      `<row r="4">${'<c t="str"><v>a</v></c>'.repeat(2)}</row>`,
      'source.bad-header',
    ],
    ['a column far out', `${HEADER}<row r="2"><c r="ZZZ2"><v>1</v></c></row>`, 'source.too-many-columns'],
    ['broken XML', `${HEADER}<row r="2"></c>`, 'source.malformed'],
    ['entities', `<!DOCTYPE a [<!ENTITY b "x">]>`, 'source.malformed'],
  ])('with %s is refused', async (_kind, text, code) => {
    await expect(rows(text)).rejects.toMatchObject({ code, message: expect.stringMatching(/^hosts.xlsx/) })
  })

  it('with a document type is refused', async () => {
    const bomb = `<!DOCTYPE a [<!ENTITY b "x">]>${sheet(HEADER)}`
    await expect(rowsOf(zipOf({ ...parts(''), 'xl/worksheets/sheet1.xml': bomb }))).rejects.toMatchObject({
      code: 'source.refused-doctype',
      message: 'hosts.xlsx (xl/worksheets/sheet1.xml): line 1: a document type is refused',
    })
  })

  it('that unpacks to much more than it is is refused before it is unpacked', async () => {
    const part = 'xl/worksheets/sheet1.xml'
    const bomb = zipOf({ ...parts(''), [part]: ' '.repeat(60 * 1024 * 1024) })
    expect(bomb.length).toBeLessThan(100_000)
    await expect(rowsOf(bomb)).rejects.toMatchObject({
      code: 'source.zip-bomb',
      message: `hosts.xlsx: ${part} would be too large when unpacked`,
    })
  })

  it('that hides its size is refused when it gets larger than it said', async () => {
    const part = 'xl/worksheets/sheet1.xml'
    const bomb = zipOf({
      ...parts(''),
      [part]: { ...packPart(sheet(' '.repeat(5_000_000))), unpackedBytes: 100 },
    })
    await expect(rowsOf(bomb)).rejects.toMatchObject({
      code: 'source.malformed',
      received: expect.stringMatching(/too many bytes/),
    })
  })

  it('with a cell of many megabytes is refused', async () => {
    const huge = Array.from(
      { length: 400_000 },
      (_item, index) => `${index} is not the same as before, `,
    ).join('')
    await expect(
      rows(`${HEADER}<row r="2"><c r="A2" t="str"><v>${huge}</v></c></row>`),
    ).rejects.toMatchObject({
      code: 'source.row-too-large',
      message: 'hosts.xlsx: row 2 is too large',
    })
  })

  it('that is cut off, or is none, is refused', async () => {
    const whole = zipOf(parts(HEADER))
    await expect(rowsOf(whole.subarray(0, whole.length - 300))).rejects.toMatchObject({
      code: 'source.malformed',
    })
    await expect(rowsOf(Buffer.from('name,os\nweb1,linux\n'))).rejects.toMatchObject({
      code: 'source.malformed',
    })
    await expect(rowsOf(zipOf({ 'word/document.xml': '<a/>' }))).rejects.toMatchObject({
      code: 'source.malformed',
      message: 'hosts.xlsx: the file has no part xl/workbook.xml',
    })
    await truncate(join(directory, 'hosts.xlsx'))
    await expect(rowsOf(Buffer.alloc(0))).rejects.toMatchObject({ code: 'source.malformed' })
  })

  it('stops being read when the signal aborts', async () => {
    const reason = new Error('cancelled')
    await expect(rowsOf(zipOf(parts(HEADER)), {}, AbortSignal.abort(reason))).rejects.toBe(reason)
  })
})
