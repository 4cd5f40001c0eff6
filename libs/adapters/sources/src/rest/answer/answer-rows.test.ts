import type { Row } from '@director/kit'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_COLUMNS, MAX_ROW_BYTES } from '../../files/row-size.js'
import { rowsOfAnswer } from './answer-rows.js'

async function* inChunks(text: string, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function read(text: string, rowsPath: string[] = [], nextPath?: string[], chunkBytes = 7) {
  const rows: Row[] = []
  const parts = { place: 'https://cmdb/hosts', rowsPath, nextPath, rowsBefore: 100 }
  const batches = rowsOfAnswer(inChunks(text, chunkBytes), parts)
  let batch = await batches.next()
  for (; batch.done !== true; batch = await batches.next()) rows.push(...batch.value)
  return { rows, count: batch.value.rows, next: batch.value.next }
}

const ROWS = [
  { name: 'web1', tags: ['a', { b: null }] },
  { name: 'wéb2 🦎', size: 1.5, vars: { a: { b: true } } },
]

describe('rowsOfAnswer', () => {
  it.each([
    ['a list', ROWS, []],
    ['the values of an object', { first: ROWS[0], second: ROWS[1] }, []],
    [
      'a list below a path',
      { meta: [{ a: 1 }], data: { other: {}, 'host.list': ROWS } },
      ['data', 'host.list'],
    ],
    ['an object below a path', { data: { a: ROWS[0], b: ROWS[1] }, more: 1 }, ['data']],
    ['a position in a list', [{ no: 1 }, { hosts: ROWS }], ['1', 'hosts']],
  ])('reads %s', async (_kind, answer, path) => {
    for (const indent of [0, 2]) {
      const { rows, count } = await read(JSON.stringify(answer, null, indent), path)
      expect(rows).toEqual(ROWS)
      expect(count).toBe(2)
    }
  })

  it('reads whatever JSON can hold, wherever the chunks end', async () => {
    const anyRows = fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(anyRows, fc.integer({ min: 1, max: 40 }), async (written, size) => {
        const text = JSON.stringify({ meta: written, data: written, next: 5 })
        const { rows, next } = await read(text, ['data'], ['next'], size)
        expect({ rows, next }).toEqual(JSON.parse(JSON.stringify({ rows: written, next: 5 })))
      }),
      { numRuns: 60 },
    )
  })

  it.each([
    ['before the rows', { meta: { next: 'abc' }, data: ROWS }, 'abc'],
    ['behind the rows', { data: ROWS, meta: { next: 17 } }, 17],
    ['as null', { data: ROWS, meta: { next: null } }, null],
    ['nowhere', { data: ROWS, meta: { other: { next: 1 } } }, undefined],
  ])('finds the way to the next page %s', async (_where, answer, expected) => {
    const { next, rows } = await read(JSON.stringify(answer), ['data'], ['meta', 'next'])
    expect(rows).toHaveLength(2)
    expect(next).toBe(expected)
  })

  it('skips a byte order mark', async () => {
    expect((await read(`\ufeff${JSON.stringify(ROWS)}`)).rows).toEqual(ROWS)
  })

  it.each([
    ['the first name', { dat: 1, hosts: [] }, ['data', 'hosts'], 'data', ['dat', 'hosts']],
    ['a name below', { data: { host: {}, count: 2 }, z: {} }, ['data', 'hosts'], 'hosts', ['host', 'count']],
    ['everything', {}, ['data'], 'data', []],
  ])('lists what there is when %s is missing', async (_what, answer, path, property, available) => {
    await expect(read(JSON.stringify(answer), path)).rejects.toMatchObject({
      code: 'source.missing-property',
      details: { property, available },
    })
  })

  it.each([
    ['null', '{"data":null}'],
    ['a text', '{"data":"none"}'],
    ['a number above', '7'],
  ])('fails when %s stands where the rows should', async (_what, text) => {
    await expect(read(text, ['data'])).rejects.toMatchObject({ code: 'source.not-rows' })
  })

  it.each([
    ['cut off', '[{"a":1},{"a":2},{"a"', 'source.malformed', 103],
    ['cut off between rows', '[{"a":1},{"a":2},', 'source.malformed', 103],
    ['never closed', '{"data":[{"a":1}]', 'source.malformed', 101],
    ['no JSON', '[{"a":1},{"a":b}]', 'source.malformed', 102],
    ['a row that is a text', '[{"a":1},"b"]', 'source.not-a-row', 102],
  ])('names the row, counted over all pages, of an answer with %s', async (_what, text, code, row) => {
    await expect(read(text, text.startsWith('{') ? ['other'] : [])).rejects.toMatchObject({
      code,
      details: { row },
    })
  })

  it('names the row of a mistake also when many rows came at once', async () => {
    const text = JSON.stringify(Array.from({ length: 100 }, (_, number) => ({ number })))
    await expect(
      read(text.replace('{"number":70}', '{"number":no}'), [], undefined, 65_536),
    ).rejects.toMatchObject({
      code: 'source.malformed',
      details: { row: 171 },
    })
  })

  it('fails for an empty answer', async () => {
    await expect(read('')).rejects.toMatchObject({ code: 'source.malformed' })
  })

  it('gives up on a row that grows without end', async () => {
    const text = `[{"a":1},{"b":"${'x'.repeat(MAX_ROW_BYTES + 200_000)}"}]`
    await expect(read(text, [], undefined, 65_536)).rejects.toMatchObject({
      code: 'source.row-too-large',
      details: { row: 102 },
    })
  })

  it('gives up on a row with more columns than a host can have', async () => {
    const columns = Object.fromEntries(
      Array.from({ length: MAX_COLUMNS + 1 }, (_, number) => [`c${number}`, 1]),
    )
    await expect(read(JSON.stringify([{ a: 1 }, columns]), [], undefined, 65_536)).rejects.toMatchObject({
      code: 'source.too-many-columns',
      message: 'https://cmdb/hosts: row 102 has too many columns',
    })
  })

  it('gives up on a row that is nested without end, and not on what it skips', async () => {
    const deep = '['.repeat(200_000)
    await expect(read(`[{"a":${deep}`, [], undefined, 65_536)).rejects.toMatchObject({
      code: 'source.too-deep',
    })
    const skipped = `{"meta":${deep}${deep.replaceAll('[', ']')},"data":[{"a":1}]}`
    expect((await read(skipped, ['data'], undefined, 65_536)).rows).toEqual([{ a: 1 }])
  })
})
