import { describe, expect, it } from 'vitest'
import { tryModifier } from '../try-modifier.js'
import { toString } from './to-string.js'

describe('toString', () => {
  it.each([
    [5, '5'],
    [9007199254740993n, '9007199254740993'],
    ['x', 'x'],
    [null, null],
    [
      ['x', 1],
      ['x', '1'],
    ],
  ])('turns %o into %o', async (value, expected) => {
    expect(await tryModifier(toString, {}, value)).toEqual(expected)
  })

  it.each([
    [{}, 1.5, 'modifier.value'],
    [{}, true, 'modifier.value'],
  ])('with %o refuses %o: %s', async (settings, value, code) => {
    await expect(tryModifier(toString, settings, value)).rejects.toMatchObject({ code })
  })
})
