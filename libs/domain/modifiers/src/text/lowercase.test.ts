import { describe, expect, it } from 'vitest'
import { tryModifier } from '../try-modifier.js'
import { lowercase } from './lowercase.js'

describe('lowercase', () => {
  it.each([
    ['ABC def', 'abc def'],
    ['ÄÖÜ-STRASSE', 'äöü-strasse'],
    ['ΣΑΣ', 'σασ'],
    [123, '123'],
    [null, null],
    [
      ['A', null],
      ['a', null],
    ],
  ])('turns %j into %j', async (value, expected) => {
    expect(await tryModifier(lowercase, {}, value)).toEqual(expected)
  })

  it.each([
    [{}, { a: 'B' }, 'value.not-text'],
    [{}, [['N'], 'x'], 'value.not-text'],
  ])('with %j refuses %j: %s', async (settings, value, code) => {
    await expect(tryModifier(lowercase, settings, value)).rejects.toMatchObject({ code })
  })
})
