import { describe, expect, it } from 'vitest'
import { tryModifier } from '../try-modifier.js'
import { uppercase } from './uppercase.js'

describe('uppercase', () => {
  it.each([
    ['abc', 'ABC'],
    ['straße', 'STRASSE'],
    [true, '1'],
    [null, null],
  ])('turns %j into %j', async (value, expected) => {
    expect(await tryModifier(uppercase, {}, value)).toEqual(expected)
  })

  it.each([[{}, {}, 'value.not-text']])('with %j refuses %j: %s', async (settings, value, code) => {
    await expect(tryModifier(uppercase, settings, value)).rejects.toMatchObject({ code })
  })
})
