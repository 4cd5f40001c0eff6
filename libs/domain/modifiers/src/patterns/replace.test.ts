import { describe, expect, it } from 'vitest'
import { tryModifier } from '../try-modifier.js'
import { replace } from './replace.js'

describe('replace', () => {
  it.each([
    [{ string: '.', replacement: '-' }, 'a.b.c', 'a-b-c'],
    [{ string: 'aa', replacement: 'a' }, 'aaaa', 'aa'],
    [{ string: '', replacement: 'x' }, 'abc', 'abc'],
    [{ string: 'b', replacement: '$&' }, 'abc', 'a$&c'],
    [{ string: 'b' }, 'abc', 'ac'],
    [{ string: '.' }, null, null],
  ])('with %j turns %j into %j', async (settings, value, expected) => {
    expect(await tryModifier(replace, settings, value)).toEqual(expected)
  })

  it.each([[{ string: '.' }, { a: 1 }, 'value.not-text']])(
    'with %j refuses %j: %s',
    async (settings, value, code) => {
      await expect(tryModifier(replace, settings, value)).rejects.toMatchObject({ code })
    },
  )
})
