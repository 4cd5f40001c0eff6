import { describe, expect, it } from 'vitest'
import { entriesOf } from './entry-list.js'

describe('entriesOf', () => {
  it.each([
    ['names with values', { b: 'Berlin', a: { x: [1, null, true] } }],
    [
      'a list of entries',
      [
        { name: 'b', value: 'Berlin' },
        { value: { x: [1, null, true] }, name: 'a' },
      ],
    ],
  ])('reads %s', (_what, written) => {
    expect(entriesOf(written)).toEqual({
      entries: [
        { name: 'b', value: 'Berlin' },
        { name: 'a', value: { x: [1, null, true] } },
      ],
      problems: [],
    })
  })

  it('keeps names that mean something to JavaScript', () => {
    const written: unknown = JSON.parse('{ "__proto__": "a", "constructor": "b", "7": "c" }')
    expect(
      entriesOf(written)
        .entries.map(({ name }) => name)
        .toSorted(),
    ).toEqual(['7', '__proto__', 'constructor'])
  })

  it.each([
    ['text', 'entries'],
    [{ '': 'x' }, 'entries.'],
    [{ a: undefined }, 'entries.a'],
    [{ a: new Date(0) }, 'entries.a'],
    [{ a: [Number.NaN] }, 'entries.a'],
    [{ a: { 'b\0': 1 } }, 'entries.a'],
    [{ a: 'half \uD83D' }, 'entries.a'],
    [{ ['n'.repeat(256)]: 1 }, `entries.${'n'.repeat(256)}`],
    [['x'], 'entries.0'],
    [[{ name: 'a', value: 1, format: 'json' }], 'entries.0'],
    [[{ name: 1, value: 1 }], 'entries.0'],
  ])('refuses %j', (written, place) => {
    expect(entriesOf(written)).toMatchObject({ entries: [], problems: [{ place }] })
  })

  it('names the first entry of the same name', () => {
    const twice = [
      { name: 'a', value: 1 },
      { name: 'a', value: 1 },
    ]
    expect(entriesOf(twice).problems).toEqual([
      {
        place: 'entries.1',
        expected: 'a name of its own, because entries.0 has it already',
        received: '"a"',
      },
    ])
  })
})
