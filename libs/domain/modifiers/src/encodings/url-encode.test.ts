import { describe, expect, it } from 'vitest'
import { tryModifier } from '../try-modifier.js'
import { urlEncode } from './url-encode.js'

describe('urlEncode', () => {
  it.each([
    ['a b', 'a%20b'],
    ['ü/~-_.', '%C3%BC%2F~-_.'],
    [null, ''],
    [Uint8Array.of(0xff), '%FF'],
  ])('turns %j into %j', async (value, expected) => {
    expect(await tryModifier(urlEncode, {}, value)).toEqual(expected)
  })

  it.each([[{}, {}, 'value.not-text']])('with %j refuses %j: %s', async (settings, value, code) => {
    await expect(tryModifier(urlEncode, settings, value)).rejects.toMatchObject({ code })
  })
})
