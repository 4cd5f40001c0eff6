import { describe, expect, it } from 'vitest'
import { tryModifierOnRows } from '../try-modifier.js'
import { arrayToRow } from './array-to-row.js'

describe('arrayToRow', () => {
  it('makes one row per element, at the place of the original', async () => {
    const rows = [
      { id: 1, value: ['a', 'b'] },
      { id: 2, value: ['c'] },
    ]
    expect(await tryModifierOnRows(arrayToRow, {}, rows)).toEqual([
      { id: 1, value: 'a' },
      { id: 1, value: 'b' },
      { id: 2, value: 'c' },
    ])
  })

  it('leaves the source column alone when there is a target', async () => {
    expect(await tryModifierOnRows(arrayToRow, {}, [{ value: ['a'] }], { target: 'out' })).toEqual([
      { value: ['a'], out: 'a' },
    ])
  })

  it.each([
    ['reject', []],
    ['keep', [{ value: null }]],
  ])('with on_empty %j makes %j of an empty value', async (policy, expected) => {
    for (const value of [null, [], '', '0', false]) {
      expect(await tryModifierOnRows(arrayToRow, { on_empty: policy }, [{ value }])).toEqual(expected)
    }
  })

  it.each([
    [{ on_empty: 'fail' }, null, 'modifier.value'],
    [{}, 'text', 'modifier.value'],
    [{ on_empty: 'bogus' }, [], 'modifier.settings'],
  ])('with %j refuses %j: %s', async (settings, value, code) => {
    await expect(tryModifierOnRows(arrayToRow, settings, [{ value }])).rejects.toMatchObject({ code })
  })
})
