import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Row } from '@director/kit'
import { MAX_COLUMNS, MAX_DEPTH, MAX_ROW_BYTES } from '../row-size.js'
import { rowsOfXml } from './xml-rows.js'

async function rows(
  text: string,
  path: readonly string[] = [],
  sizes: readonly number[] = [],
): Promise<Row[]> {
  async function* chunks() {
    let at = 0
    for (const size of sizes) yield Buffer.from(text.slice(at, (at += size)))
    yield Buffer.from(text.slice(at))
  }
  const found: Row[] = []
  for await (const row of rowsOfXml(chunks(), 'hosts.xml', path)) found.push(row)
  return found
}

const HOSTS = `\uFEFF<?xml version="1.0" encoding="UTF-8"?>
<!-- exported -->
<hosts>
  <host id="1"><name>web1</name><tag>a</tag><tag>b</tag><empty/></host>
  <host id="2">
    <name>Z&#252;rich &amp; <![CDATA[<b>]]></name>
    <disk size="10">sda</disk>
    <nested><deeper><x>1</x></deeper></nested>
  </host>
</hosts>
`

const EXPECTED = [
  { id: '1', name: 'web1', tag: ['a', 'b'], empty: null },
  {
    id: '2',
    name: 'Zürich & <b>',
    disk: { size: '10', '#text': 'sda' },
    nested: { deeper: { x: '1' } },
  },
]

describe('rowsOfXml', () => {
  it('gives attributes and children side by side, repeated names as lists', async () => {
    expect(await rows(HOSTS)).toEqual(EXPECTED)
  })

  it('gives the same wherever the chunks end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(9), { maxLength: 60 }), async (sizes) => {
        expect(await rows(HOSTS, [], sizes)).toEqual(EXPECTED)
      }),
      { numRuns: 30 },
    )
  })

  it('gives the children of all elements on a path', async () => {
    const text = '<a><b><r x="1"/></b><c><r x="0"/></c><b><r x="2"/><r x="3"/></b></a>'
    expect(await rows(text, ['a', 'b'])).toEqual([{ x: '1' }, { x: '2' }, { x: '3' }])
    expect(await rows('<a><b/></a>', ['a', 'b'])).toEqual([])
  })

  it('gives names as own columns, whatever they mean to JavaScript', async () => {
    const [row] = await rows('<a><r><__proto__>x</__proto__><constructor>y</constructor></r></a>')
    expect(Object.entries(row ?? {})).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ])
  })

  it.each([
    [
      'half a file',
      '<a>\n<r x="1"/>\n<r x="2">',
      'source.incomplete',
      'hosts.xml: line 3 (row 2): the file ends',
    ],
    ['an empty file', '', 'source.incomplete', 'the file ends too early'],
    ['half a tag', '<a>\n<r x="1"/>\n<r x=', 'source.incomplete', 'hosts.xml: line 3 (row 2)'],
    ['a wrong end tag', '<a>\n<r x="1"></s></a>', 'source.malformed', 'not XML: unexpected close tag'],
    ['no XML', 'name,os\nweb1,linux', 'source.malformed', 'not XML: text data outside of root node'],
    ['an unknown entity', '<a><r x="&nbsp;"/></a>', 'source.malformed', 'undefined entity'],
    ['text for a row', '<a><name>web1</name></a>', 'source.not-a-row', '<name> has neither'],
    ['another encoding', '<?xml version="1.0" encoding="ISO-8859-1"?><a/>', 'source.not-utf8', 'line 1 says'],
    [
      'entities of its own',
      '<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;">]>\n<a><r x="&c;"/></a>',
      'source.refused-doctype',
      'a document type is refused',
    ],
    [
      'an entity that reads a file',
      '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>\n<a><r>&b;</r></a>',
      'source.refused-doctype',
      'a document type is refused',
    ],
    [
      'endless nesting',
      `<a>${'<r>'.repeat(MAX_DEPTH + 5)}`,
      'source.too-deep',
      'hosts.xml: line 1 (row 1): elements are nested too deep',
    ],
    [
      'too many columns',
      `<a><r>${Array.from({ length: MAX_COLUMNS + 1 }, (_item, index) => `<c${index}/>`).join('')}</r></a>`,
      'source.too-many-columns',
      'hosts.xml: line 1 (row 1)',
    ],
  ])('refuses %s', async (_kind, text, code, message) => {
    await expect(rows(text)).rejects.toMatchObject({ code, message: expect.stringContaining(message) })
  })

  it('refuses a value of many megabytes before the memory is full', async () => {
    let sent = 0
    async function* endless() {
      yield Buffer.from('<a><r><x>')
      for (; sent < MAX_ROW_BYTES * 10; sent += 65_536) yield Buffer.alloc(65_536, 'x')
    }
    const reading = rowsOfXml(endless(), 'hosts.xml', []).next()
    await expect(reading).rejects.toMatchObject({ code: 'source.row-too-large' })
    expect(sent).toBeLessThan(MAX_ROW_BYTES * 1.1)
  })

  it('names the path that is not there', async () => {
    await expect(rows('<a><b/></a>', ['a', 'c'])).rejects.toMatchObject({
      code: 'source.missing-path',
      message: 'hosts.xml has no element a/c',
    })
  })
})
