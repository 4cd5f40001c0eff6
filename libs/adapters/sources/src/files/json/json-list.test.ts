import type { Row } from '@director/kit'
import { describe, expect, it } from 'vitest'
import { rowsOfJsonList } from './json-list.js'
import { MAX_COLUMNS, MAX_ROW_BYTES } from '../row-size.js'

async function read(
  text: string,
  layout: 'list' | 'object' = 'list',
  pieceBytes = 65_536,
): Promise<readonly Row[]> {
  const bytes = Buffer.from(text)
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes)
  }
  const rows: Row[] = []
  for await (const row of rowsOfJsonList(chunks(), 'hosts.json', layout)) rows.push(row)
  return rows
}

const columns = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, number) => [`c${number}`, { number }]))
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`

describe('a long JSON list', () => {
  const many = Array.from({ length: 1_000 }, (_, number) => ({
    name: `host-${number + 1}`,
    vars: { a: '}{' },
  }))

  it.each([5, 65_536])('gives its rows when it comes in pieces of %i bytes', async (pieceBytes) => {
    expect(await read(JSON.stringify(many), 'list', pieceBytes)).toEqual(many)
    expect(await read(JSON.stringify({ ...many }), 'object', pieceBytes)).toEqual(many)
  })

  it.each(['list', 'object'] as const)(
    'names the row of a mistake, however many came at once (%s)',
    async (layout) => {
      const text = JSON.stringify(layout === 'list' ? many : { ...many })
      await expect(read(text.replace('"host-700"', 'nope'), layout)).rejects.toMatchObject({
        code: 'source.malformed',
        message: expect.stringContaining('hosts.json: row 700: not JSON from here on'),
        details: { row: 700 },
      })
    },
  )

  it.each([
    [
      'columns',
      JSON.stringify([{ a: 1 }, columns(MAX_COLUMNS + 1)]),
      'source.too-many-columns',
      'row 2 has too many',
    ],
    ['levels', `[{"a":1},{"a":${nested(200_000)}}]`, 'source.too-deep', 'row 2 is nested too deeply'],
    ['bytes', `[{"a":1},{"a":"${'x'.repeat(MAX_ROW_BYTES)}"}]`, 'source.row-too-large', 'row 2 is too large'],
  ])('refuses a row with too many %s', async (_what, text, code, message) => {
    await expect(read(text)).rejects.toMatchObject({ code, message: expect.stringContaining(message) })
  })

  it('takes as many columns as a row may have, counted for each row', async () => {
    const wide = [columns(MAX_COLUMNS), columns(MAX_COLUMNS)]
    expect((await read(JSON.stringify(wide))).length).toBe(2)
  })
})
