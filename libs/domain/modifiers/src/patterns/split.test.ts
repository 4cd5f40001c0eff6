import { describe, expect, it } from 'vitest'
import { tryModifier } from '../try-modifier.js'
import { split } from './split.js'

describe('split', () => {
  it.each([
    [{ delimiter: ',' }, 'a,b,,c', ['a', 'b', 'c']],
    [{ delimiter: ',' }, ' a , b ', [' a ', ' b ']],
    [{ delimiter: '' }, 'abc', ['a', 'b', 'c']],
    [{ delimiter: ',' }, null, []],
    [{ delimiter: ',', when_empty: 'null' }, ' ', null],
    [{ delimiter: ',' }, ['a,b', 'c'], [['a', 'b'], ['c']]],
  ])('with %j turns %j into %j', async (settings, value, expected) => {
    expect(await tryModifier(split, settings, value)).toEqual(expected)
  })

  it.each([[{ delimiter: ',' }, {}, 'value.not-text']])(
    'with %j refuses %j: %s',
    async (settings, value, code) => {
      await expect(tryModifier(split, settings, value)).rejects.toMatchObject({ code })
    },
  )
})
