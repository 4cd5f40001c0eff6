import { describe, expect, it } from 'vitest'
import { tryModifier } from '../try-modifier.js'
import { listToObject } from './list-to-object.js'

describe('listToObject', () => {
  it.each([
    [{ key_property: 'n' }, [{ n: 'a' }, { n: 5 }], { a: { n: 'a' }, 5: { n: 5 } }],
    [
      { key_property: 'n', on_duplicate: 'keep_first' },
      [
        { n: 'a', v: 1 },
        { n: 'a', v: 2 },
      ],
      { a: { n: 'a', v: 1 } },
    ],
    [
      { key_property: 'n', on_duplicate: 'keep_last' },
      [
        { n: 'a', v: 1 },
        { n: 'a', v: 2 },
      ],
      { a: { n: 'a', v: 2 } },
    ],
    [{ key_property: 'n' }, [], {}],
    [{ key_property: 'n' }, null, null],
  ])('with %j turns %j into %j', async (settings, value, expected) => {
    expect(await tryModifier(listToObject, settings, value)).toEqual(expected)
  })

  it.each([
    [{ key_property: 'n', on_duplicate: 'fail' }, [{ n: 'a' }, { n: 'a' }], 'modifier.duplicate-key'],
    [{ key_property: 'n' }, [{ x: 1 }], 'modifier.value'],
    [{ key_property: 'n' }, { n: 1 }, 'modifier.value'],
  ])('with %j refuses %j: %s', async (settings, value, code) => {
    await expect(tryModifier(listToObject, settings, value)).rejects.toMatchObject({ code })
  })
})
