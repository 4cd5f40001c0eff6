import { describe, expect, it } from 'vitest'
import { tryModifier } from '../try-modifier.js'
import { substring } from './substring.js'

describe('substring', () => {
  it.each([
    [{ start: '0', length: '3' }, 'abcdef', 'abc'],
    [{ start: '-3', length: '' }, 'abcdef', 'def'],
    [{ start: 1, length: '-1' }, 'abcdef', 'bcde'],
    [{ start: '2', length: '' }, 'äöü', 'öü'],
    [{ start: '10', length: '2' }, 'abc', ''],
    [{ start: 'abc', length: '2' }, 'abcdef', 'ab'],
    [{ start: '1', length: '1' }, 'ä', Uint8Array.of(0xa4)],
    [{ start: '1' }, 12345, '2345'],
    [{ start: '1' }, null, null],
  ])('with %j turns %j into %j', async (settings, value, expected) => {
    expect(await tryModifier(substring, settings, value)).toEqual(expected)
  })

  it.each([[{ start: '1' }, {}, 'value.not-text']])(
    'with %j refuses %j: %s',
    async (settings, value, code) => {
      await expect(tryModifier(substring, settings, value)).rejects.toMatchObject({ code })
    },
  )
})
