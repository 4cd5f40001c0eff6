import { describe, expect, it } from 'vitest'
import { tryModifier } from '../try-modifier.js'
import { makeBoolean } from './make-boolean.js'

describe('makeBoolean', () => {
  it.each([
    [{}, 'YES', true],
    [{}, 'n', false],
    [{}, 0, false],
    [{}, null, null],
    [{ on_invalid: 'null' }, 'maybe', null],
    [{ on_invalid: 'true' }, 2, true],
    [{ on_invalid: 'false' }, 'yes ', false],
  ])('with %j turns %j into %j', async (settings, value, expected) => {
    expect(await tryModifier(makeBoolean, settings, value)).toEqual(expected)
  })

  it.each([
    [{}, 'maybe', 'modifier.value'],
    [{ on_invalid: 'x' }, 'y', 'modifier.settings'],
  ])('with %j refuses %j: %s', async (settings, value, code) => {
    await expect(tryModifier(makeBoolean, settings, value)).rejects.toMatchObject({ code })
  })
})
