import { describe, expect, it } from 'vitest'
import { tryModifier } from '../try-modifier.js'
import { bitmask } from './bitmask.js'

describe('bitmask', () => {
  it.each([
    [{ bitmask: '2' }, 6, true],
    [{ bitmask: '2' }, '2 apples', true],
    [{ bitmask: 6 }, 2, false],
    [{ bitmask: '2' }, -1, true],
    [{ bitmask: '2' }, 2.9, true],
    [{ bitmask: '0x200' }, 0, true],
    [{ bitmask: '4294967296' }, 4294967297, true],
    [{ bitmask: '2' }, null, null],
  ])('with %j turns %j into %j', async (settings, value, expected) => {
    expect(await tryModifier(bitmask, settings, value)).toEqual(expected)
  })

  it.each([[{ bitmask: '2' }, {}, 'modifier.value']])(
    'with %j refuses %j: %s',
    async (settings, value, code) => {
      await expect(tryModifier(bitmask, settings, value)).rejects.toMatchObject({ code })
    },
  )
})
