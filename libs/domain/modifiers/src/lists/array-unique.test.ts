import { describe, expect, it } from 'vitest'
import { tryModifier } from '../try-modifier.js'
import { arrayUnique } from './array-unique.js'

describe('arrayUnique', () => {
  it.each([
    [
      ['b', 'a', 'b'],
      ['b', 'a'],
    ],
    [[1, '1', true], [1]],
    [[], []],
    [null, null],
  ])('turns %j into %j', async (value, expected) => {
    expect(await tryModifier(arrayUnique, {}, value)).toEqual(expected)
  })

  it.each([
    [{}, 'text', 'modifier.value'],
    [{}, [['x'], ['x']], 'value.not-text'],
  ])('with %j refuses %j: %s', async (settings, value, code) => {
    await expect(tryModifier(arrayUnique, settings, value)).rejects.toMatchObject({ code })
  })
})
