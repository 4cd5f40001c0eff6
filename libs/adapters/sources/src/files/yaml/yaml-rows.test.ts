import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import type { Row } from '@director/kit'
import { rowsOfYaml } from './yaml-rows.js'

async function rows(text: string): Promise<Row[]> {
  async function* chunks() {
    yield Buffer.from(text)
  }
  const found: Row[] = []
  for await (const row of rowsOfYaml(chunks(), 'hosts.yaml')) found.push(row)
  return found
}

const letters = ['a', 'b', 'c', 'd', 'e']
const bomb = letters.map((letter, index) => {
  const item = index === 0 ? 'x' : `*${letters[index - 1]}`
  return `${letter}: &${letter} [${Array(9).fill(item).join(', ')}]`
})

describe('rowsOfYaml', () => {
  it.each([
    ['a list', '- name: web1\n  cores: 4\n\n# none\n- {name: web2, tags: [a, b]}\n', 2],
    [
      'an indented list after comments',
      '# hosts\n\n  - name: web1\n  -\n    name: web2\n    note: |\n      - a\n',
      2,
    ],
    ['a list in brackets', '[{name: web1},\n {name: web2}]', 2],
    ['one mapping', 'name: web1\ntags:\n- a\n- b\n', 1],
    ['lists of text below', '- name: web1\n  text: "a\n\n    - b"\n- name: web2\n', 2],
    ['Windows line ends and a byte order mark', '\uFEFF- name: web1\r\n- name: web2\r\n', 2],
  ])('gives what the whole file means for %s', async (_kind, text, count) => {
    const found = await rows(text)
    expect(found).toHaveLength(count)
    const whole: unknown = parse(text.replace('\uFEFF', ''))
    expect(found).toEqual(Array.isArray(whole) ? whole : [whole])
  })

  it('gives any list of mappings back as it was written', async () => {
    const value = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean(), fc.constant(null))
    const key = fc.string({ minLength: 1, unit: 'grapheme' })
    const mapping = fc.dictionary(key, fc.oneof(value, fc.array(value), fc.dictionary(key, value)), {
      minKeys: 1,
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(mapping, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 20, max: 80 }),
        async (list, lineWidth) => {
          expect(await rows(stringify(list, { lineWidth }))).toEqual(parse(stringify(list)))
        },
      ),
      { numRuns: 60 },
    )
  })

  it('gives a row for every document, and for every item of documents that are lists', async () => {
    const text =
      '%YAML 1.1\n---\nname: a\n--- # b\nname: b\n...\n---\n- name: c\n- name: d\n--- {name: e}\n---\n'
    expect(await rows(text)).toEqual(['a', 'b', 'c', 'd', 'e'].map((name) => ({ name })))
  })

  it('knows anchors of earlier rows, and merges them', async () => {
    const text = '- &base\n  name: web1\n  os: linux\n- <<: *base\n  name: web2\n- {name: web3, of: *base}\n'
    expect(await rows(text)).toEqual([
      { name: 'web1', os: 'linux' },
      { name: 'web2', os: 'linux' },
      { name: 'web3', of: { name: 'web1', os: 'linux' } },
    ])
  })

  it('takes dates, yes and no, and tagged values as text', async () => {
    expect(await rows('- {since: 2026-01-01, on: yes, off: No, key: !!binary aGk=, v: !vault x}')).toEqual([
      { since: '2026-01-01', on: 'yes', off: 'No', key: 'aGk=', v: 'x' },
    ])
  })

  it.each([
    [
      'a bracket that never closes',
      '- name: web1\n- name: web2\n  tags: [a, b\n',
      'source.malformed',
      'line 4 (row 2)',
    ],
    [
      'a quote that never closes',
      '- name: "web1\n',
      'source.malformed',
      '(row 1): not YAML: Missing closing "quote',
    ],
    [
      'two values of one name',
      '- name: a\n- name: b\n  name: c\n',
      'source.malformed',
      'hosts.yaml: line 3 (row 2)',
    ],
    [
      'a text as a row',
      '- name: a\n- b\n',
      'source.not-a-row',
      'hosts.yaml: line 2 (row 2) is not an object',
    ],
    [
      'another format',
      'name,os\nweb1,linux\n',
      'source.not-a-row',
      'hosts.yaml: line 1 (row 1) is not an object',
    ],
    ['an alias of nothing', '- name: *a\n', 'source.malformed', 'line 1 (row 1): not YAML: Unresolved alias'],
    ['an alias of another document', '- &a {b: c}\n---\n- *a\n', 'source.malformed', 'line 3 (row 2)'],
    ['aliases of aliases of aliases', bomb.join('\n'), 'source.too-many-aliases', '(row 1)'],
    [
      'the same over several rows',
      bomb.map((line) => `- ${line}`).join('\n'),
      'source.too-many-aliases',
      '(row 4)',
    ],
  ])('refuses %s', async (_kind, text, code, message) => {
    await expect(rows(text)).rejects.toMatchObject({ code, message: expect.stringContaining(message) })
  })

  it('refuses a row of many megabytes before the memory is full', async () => {
    await expect(
      rows(`- name: |\n${'  xxxxxxxxxxxxxxxxxxxxxxxxxxx\n'.repeat(100_000)}`),
    ).rejects.toMatchObject({
      code: 'source.row-too-large',
    })
    await expect(rows(`- name: ${'x'.repeat(2_000_000)}`)).rejects.toMatchObject({
      code: 'source.row-too-large',
    })
  })

  it('reads a long list item by item', async () => {
    async function* chunks() {
      for (let number = 0; number < 20_000; number++) yield Buffer.from(`- name: web${number}\n`)
    }
    let count = 0
    for await (const _row of rowsOfYaml(chunks(), 'hosts.yaml')) count++
    expect(count).toBe(20_000)
  })
})
