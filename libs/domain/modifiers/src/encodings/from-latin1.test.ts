import { describe, expect, it } from 'vitest'
import { tryModifier } from '../try-modifier.js'
import { fromLatin1 } from './from-latin1.js'

describe('fromLatin1', () => {
  it.each([
    ['abc', 'abc'],
    [Uint8Array.of(0x4d, 0xfc), 'Mü'],
    [Uint8Array.of(0xa4), '€'],
    [12, '12'],
    [null, null],
  ])('turns %j into %j', async (value, expected) => {
    expect(await tryModifier(fromLatin1, {}, value)).toEqual(expected)
  })

  it.each([[{}, {}, 'value.not-text']])('with %j refuses %j: %s', async (settings, value, code) => {
    await expect(tryModifier(fromLatin1, settings, value)).rejects.toMatchObject({ code })
  })
})
