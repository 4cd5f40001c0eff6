import { describe, expect, it } from 'vitest'
import { tryModifier } from '../try-modifier.js'
import { join } from './join.js'

describe('join', () => {
  it.each([
    [{ glue: ', ' }, ['a', 'b'], 'a, b'],
    [{ glue: ', ' }, [1, 2.5, true, null], '1, 2.5, 1, '],
    [{}, ['a', 'b'], 'ab'],
    [{ glue: ',' }, [], ''],
    [{ glue: ',' }, null, null],
  ])('with %j turns %j into %j', async (settings, value, expected) => {
    expect(await tryModifier(join, settings, value)).toEqual(expected)
  })

  it.each([
    [{ glue: ',' }, 'text', 'modifier.value'],
    [{ glue: ',' }, [['x']], 'value.not-text'],
  ])('with %j refuses %j: %s', async (settings, value, code) => {
    await expect(tryModifier(join, settings, value)).rejects.toMatchObject({ code })
  })
})
