import type { Row } from '@director/modifiers'
import { describe, expect, it } from 'vitest'
import { SeenColumns } from './seen-columns.js'

function seenIn(rows: Iterable<Row>, required: readonly string[] = []): readonly string[] {
  const columns = new SeenColumns(required)
  for (const row of rows) columns.look(row)
  return [...columns.withValues].toSorted()
}

function* manyRows(count: number, special: Readonly<Record<number, Row>>): Generator<Row> {
  for (let number = 1; number <= count; number++)
    yield special[number] ?? { name: `web${number}`, note: null }
}

describe('SeenColumns', () => {
  it('are those with a value in any row: null and an empty text are none', () => {
    expect(seenIn([{ a: null, b: '', c: 0, d: false }, { e: [] }, { b: 'x' }])).toEqual(['b', 'c', 'd', 'e'])
  })

  it('find a required column in whatever row it has its only value', () => {
    expect(seenIn(manyRows(5_000, { 4_321: { note: 'here' } }), ['note', 'os'])).toEqual(['name', 'note'])
  })

  it('find a required value inside of others, and none in what is no object', () => {
    const rows = [{ vars: 'text' }, { vars: null }, { vars: { site: { name: 'berlin' } } }]
    expect(seenIn(rows, ['vars.site.name', 'vars.os'])).toEqual(['vars', 'vars.site.name'])
  })

  it('look at the first thousand rows and at every hundredth after that', () => {
    const special = { 1_000: { first: 1 }, 1_001: { missed: 1 }, 2_000: { later: 1 } }
    expect(seenIn(manyRows(3_000, special))).toEqual(['first', 'later', 'name'])
  })

  it('are at most a thousand, required ones not counted', () => {
    const wide = Object.fromEntries(Array.from({ length: 3_000 }, (_none, index) => [`c${index}`, 1]))
    expect(seenIn([wide], ['c2999'])).toHaveLength(1_000)
    expect(seenIn([wide], ['c2999'])).toContain('c2999')
  })
})
