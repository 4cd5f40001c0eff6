import { describe, expect, it } from 'vitest'
import { tryModifier } from '../try-modifier.js'
import { fromAdSid } from './from-ad-sid.js'

describe('fromAdSid', () => {
  it.each([
    [Uint8Array.of(1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 32, 2, 0, 0), 'S-1-5-32-544'],
    ['\u0001\u0001\0\0\0\0\0\u0001\0\0\0\0', 'S-1-1-0'],
    [null, null],
  ])('turns %j into %j', async (value, expected) => {
    expect(await tryModifier(fromAdSid, {}, value)).toEqual(expected)
  })

  it.each([[{}, 'abc', 'modifier.value']])('with %j refuses %j: %s', async (settings, value, code) => {
    await expect(tryModifier(fromAdSid, settings, value)).rejects.toMatchObject({ code })
  })
})
