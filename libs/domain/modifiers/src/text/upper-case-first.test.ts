import { describe, expect, it } from 'vitest'
import { tryModifier } from '../try-modifier.js'
import { upperCaseFirst } from './upper-case-first.js'

describe('upperCaseFirst', () => {
  it.each([
    [{}, 'hello WORLD', 'Hello World'],
    [{ lowerfirst: 'n' }, 'hello wORLD', 'Hello WORLD'],
    [{}, 'ÄPFEL und birnen', 'Äpfel Und Birnen'],
    [{}, "o'neil mc-donald", "O'neil Mc-donald"],
    [{}, 'tab\tsep', 'Tab\tSep'],
    [{}, null, null],
  ])('with %j turns %j into %j', async (settings, value, expected) => {
    expect(await tryModifier(upperCaseFirst, settings, value)).toEqual(expected)
  })

  it.each([[{ lowerfirst: 'x' }, 'a', 'modifier.settings']])(
    'with %j refuses %j: %s',
    async (settings, value, code) => {
      await expect(tryModifier(upperCaseFirst, settings, value)).rejects.toMatchObject({ code })
    },
  )
})
