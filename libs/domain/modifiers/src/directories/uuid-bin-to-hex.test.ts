import { describe, expect, it } from 'vitest'
import { tryModifier } from '../try-modifier.js'
import { uuidBinToHex } from './uuid-bin-to-hex.js'

describe('uuidBinToHex', () => {
  it.each([
    ['0123456789abcdef', '30313233-3435-3637-3839-616263646566'],
    [new Uint8Array(16), '00000000-0000-0000-0000-000000000000'],
  ])('turns %j into %j', async (value, expected) => {
    expect(await tryModifier(uuidBinToHex, {}, value)).toEqual(expected)
  })

  it.each([
    [{}, 'short', 'modifier.value'],
    [{}, null, 'modifier.value'],
  ])('with %j refuses %j: %s', async (settings, value, code) => {
    await expect(tryModifier(uuidBinToHex, settings, value)).rejects.toMatchObject({ code })
  })
})
