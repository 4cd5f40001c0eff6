import { describe, expect, it } from 'vitest'
import { tryModifier } from '../try-modifier.js'
import { trim } from './trim.js'

describe('trim', () => {
  it.each([
    [{ trim_method: 'trim' }, ' \t\n x \0', 'x'],
    [{ trim_method: 'ltrim' }, '  x ', 'x '],
    [{ trim_method: 'rtrim' }, '  x ', '  x'],
    [{ trim_method: 'trim', character_mask: 'a..c' }, 'abcxyzcba', 'xyz'],
    [{ trim_method: 'trim', character_mask: '0' }, '00700', '00700'],
    [{ trim_method: 'trim', character_mask: 'ä' }, 'äxä', 'x'],
    [{ trim_method: 'trim' }, '\u00a0x', '\u00a0x'],
    [{ trim_method: 'trim' }, null, null],
  ])('with %j turns %j into %j', async (settings, value, expected) => {
    expect(await tryModifier(trim, settings, value)).toEqual(expected)
  })

  it.each([
    [{}, 'x', 'modifier.settings'],
    [{ trim_method: 'bogus' }, 'x', 'modifier.settings'],
    [{ trim_method: 'trim', character_mask: 'z..a' }, 'x', 'modifier.settings'],
  ])('with %j refuses %j: %s', async (settings, value, code) => {
    await expect(tryModifier(trim, settings, value)).rejects.toMatchObject({ code })
  })
})
