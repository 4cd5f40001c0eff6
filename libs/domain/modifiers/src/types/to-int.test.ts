import { describe, expect, it } from 'vitest'
import { tryModifier } from '../try-modifier.js'
import { toInt } from './to-int.js'

describe('toInt', () => {
  it.each([
    ['5 apples', 5],
    ['1e3', 1000],
    ['0x1A', 0],
    [' -7 ', -7],
    ['99999999999999999999', 9223372036854775807n],
    [7, 7],
    [null, null],
  ])('turns %o into %o', async (value, expected) => {
    expect(await tryModifier(toInt, {}, value)).toEqual(expected)
  })

  it.each([
    [{}, 5.5, 'modifier.value'],
    [{}, true, 'modifier.value'],
  ])('with %o refuses %o: %s', async (settings, value, code) => {
    await expect(tryModifier(toInt, settings, value)).rejects.toMatchObject({ code })
  })
})
