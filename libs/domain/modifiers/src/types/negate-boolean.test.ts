import { describe, expect, it } from 'vitest'
import { tryModifier } from '../try-modifier.js'
import { negateBoolean } from './negate-boolean.js'

describe('negateBoolean', () => {
  it.each([
    [true, false],
    [false, true],
    [null, true],
    [
      [true, null],
      [false, true],
    ],
  ])('turns %j into %j', async (value, expected) => {
    expect(await tryModifier(negateBoolean, {}, value)).toEqual(expected)
  })

  it.each([
    [{}, 'true', 'modifier.value'],
    [{}, 0, 'modifier.value'],
  ])('with %j refuses %j: %s', async (settings, value, code) => {
    await expect(tryModifier(negateBoolean, settings, value)).rejects.toMatchObject({ code })
  })
})
