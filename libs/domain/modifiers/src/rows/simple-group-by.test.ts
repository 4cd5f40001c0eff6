import { describe, expect, it } from 'vitest'
import { tryModifierOnRows } from '../try-modifier.js'
import { simpleGroupBy } from './simple-group-by.js'

const rows = [
  { value: 'a', t: 'x', u: 1, o: 'first' },
  { value: 'b', t: 'y', u: 2, o: 'second' },
  { value: 'a', t: 'z', u: 3, o: 'third' },
  { value: 'a', t: 'x', u: null, o: 'fourth' },
]

describe('simpleGroupBy', () => {
  it('keeps the first row of each group and collects the chosen columns', async () => {
    expect(await tryModifierOnRows(simpleGroupBy, { aggregation_columns: 't , u' }, rows)).toEqual([
      { value: 'a', t: ['x', 'z'], u: [1, 3], o: 'first' },
      { value: 'b', t: ['y'], u: [2], o: 'second' },
    ])
  })

  it('gives an empty list for a column no row has', async () => {
    const [row] = await tryModifierOnRows(simpleGroupBy, { aggregation_columns: 'missing' }, rows)
    expect(row).toMatchObject({ missing: [] })
  })

  it('sorts numbers as numbers and texts as texts', async () => {
    const given = ['b', 'a', 'B', '10', '9'].map((t) => ({ value: 1, t }))
    const [row] = await tryModifierOnRows(simpleGroupBy, { aggregation_columns: 't' }, given)
    expect(row).toEqual({ value: 1, t: ['9', '10', 'B', 'a', 'b'] })
  })

  it('collects lists and objects in the order they came', async () => {
    const given = [['q'], ['p'], ['q']].map((t) => ({ value: 1, t }))
    expect(await tryModifierOnRows(simpleGroupBy, { aggregation_columns: 't' }, given)).toEqual([
      { value: 1, t: [['q'], ['p']] },
    ])
  })

  it('refuses to aggregate the column it groups by', async () => {
    await expect(
      tryModifierOnRows(simpleGroupBy, { aggregation_columns: 'value' }, rows),
    ).rejects.toMatchObject({
      code: 'modifier.settings',
    })
  })
})
