import { describe, expect, it } from 'vitest'
import { tryModifierOnRows } from '../try-modifier.js'
import { dictionaryToRow } from './dictionary-to-row.js'

const settings = { key_column: 'k' }

describe('dictionaryToRow', () => {
  it('makes one row per entry, with the key added to the nested object', async () => {
    const rows = [{ id: 1, value: { a: { p: 1 }, b: { p: 2 } } }]
    expect(await tryModifierOnRows(dictionaryToRow, settings, rows)).toEqual([
      { id: 1, value: { p: 1, k: 'a' } },
      { id: 1, value: { p: 2, k: 'b' } },
    ])
  })

  it('does not change the source column when there is a target', async () => {
    expect(
      await tryModifierOnRows(dictionaryToRow, settings, [{ value: { a: { p: 1 } } }], { target: 'out' }),
    ).toEqual([{ value: { a: { p: 1 } }, out: { p: 1, k: 'a' } }])
  })

  it.each([
    ['reject', []],
    ['keep', [{ value: null }]],
  ])('with on_empty %j makes %j of an empty value', async (policy, expected) => {
    for (const value of [null, {}]) {
      expect(
        await tryModifierOnRows(dictionaryToRow, { ...settings, on_empty: policy }, [{ value }]),
      ).toEqual(expected)
    }
  })

  it.each([[{ a: 'scalar' }], [['a']], ['text']])('refuses %j', async (value) => {
    await expect(tryModifierOnRows(dictionaryToRow, settings, [{ value }])).rejects.toMatchObject({
      code: 'modifier.value',
    })
  })
})
