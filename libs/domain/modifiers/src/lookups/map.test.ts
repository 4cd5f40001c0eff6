import { describe, expect, it } from 'vitest'
import { tryModifier, tryModifierOnRows } from '../try-modifier.js'
import { fakeLookups } from '../fake-lookups.js'
import { map } from './map.js'

const lookups = fakeLookups

describe('map', () => {
  it.each([
    [{ on_missing: 'null' }, 's1', 'Berlin'],
    [{ on_missing: 'null' }, 'S1', null],
    [{ on_missing: 'keep' }, 'nope', 'nope'],
    [{ on_missing: 'keep' }, null, null],
    [{ on_missing: 'null' }, 1, 'one'],
    [{ on_missing: 'null' }, true, 'one'],
    [{ on_missing: 'null' }, ['s1', 'nope'], ['Berlin', null]],
  ])('with %j turns %j into %j', async (settings, value, expected) => {
    expect(await tryModifier(map, { datalist: 'towns', ...settings }, value, { lookups })).toEqual(expected)
  })

  it('fills placeholders of the custom value from the row', async () => {
    const settings = { datalist: 'towns', on_missing: 'custom', custom_value: '${id}' }
    expect(await tryModifierOnRows(map, settings, [{ id: 7, value: 'nope' }], { lookups })).toEqual([
      { id: 7, value: 7 },
    ])
  })

  it('fails for a missing entry unless told otherwise', async () => {
    await expect(tryModifier(map, { datalist: 'towns' }, 'nope', { lookups })).rejects.toMatchObject({
      code: 'modifier.value',
    })
  })

  it('fails before the first row when there is no such list', async () => {
    await expect(tryModifierOnRows(map, { datalist: 'nowhere' }, [], { lookups })).rejects.toMatchObject({
      code: 'lookup.unavailable',
    })
  })
})
