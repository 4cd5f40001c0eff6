import { describe, expect, it } from 'vitest'
import { tryModifier } from '../try-modifier.js'
import { replaceNull } from './replace-null.js'

describe('replaceNull', () => {
  it.each([
    [{ string: 'n/a' }, null, 'n/a'],
    [{ string: 'n/a' }, '', ''],
    [{ string: 'n/a' }, false, false],
    [{ string: '${id}' }, null, '${id}'],
    [{ string: 'n/a' }, [null, 'x'], ['n/a', 'x']],
  ])('with %j turns %j into %j', async (settings, value, expected) => {
    expect(await tryModifier(replaceNull, settings, value)).toEqual(expected)
  })
})
