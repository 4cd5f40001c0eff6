import { describe, expect, it } from 'vitest'
import { tryModifier } from '../try-modifier.js'
import { arrayElementByPosition } from './array-element-by-position.js'

describe('arrayElementByPosition', () => {
  it.each([
    [{ position_type: 'first' }, ['a', 'b'], 'a'],
    [{ position_type: 'last' }, ['a', 'b'], 'b'],
    [{ position_type: 'fixed', position: '1' }, ['a', 'b'], 'b'],
    [{ position_type: 'keyname', position: 'y' }, { x: 1, y: 2 }, 2],
    [{ position_type: 'first', when_missing: 'null' }, [], null],
    [{ position_type: 'first', when_missing: 'null' }, 'text', null],
  ])('with %j turns %j into %j', async (settings, value, expected) => {
    expect(await tryModifier(arrayElementByPosition, settings, value)).toEqual(expected)
  })

  it.each([
    [{ position_type: 'first' }, [], 'modifier.value'],
    [{ position_type: 'fixed', position: '-1' }, ['a'], 'modifier.settings'],
    [{ position_type: 'bogus' }, ['a'], 'modifier.settings'],
  ])('with %j refuses %j: %s', async (settings, value, code) => {
    await expect(tryModifier(arrayElementByPosition, settings, value)).rejects.toMatchObject({ code })
  })
})
