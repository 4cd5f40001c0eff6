import { describe, expect, it } from 'vitest'
import { tryModifier } from '../try-modifier.js'
import { arrayFilter } from './array-filter.js'

describe('arrayFilter', () => {
  it.each([
    [{ filter_method: 'wildcard', filter_string: 'web*', policy: 'keep' }, ['web1', 'db1', 'WEB2'], ['web1']],
    [{ filter_method: 'wildcard', filter_string: 'web*', policy: 'reject' }, ['web1', 'db1'], ['db1']],
    [{ filter_method: 'regex', filter_string: '/^db/i', policy: 'keep' }, ['DB1', 'x'], ['DB1']],
    [{ filter_method: 'wildcard', filter_string: 'x', policy: 'keep', when_empty: 'null' }, ['a'], null],
    [{ filter_method: 'wildcard', filter_string: 'a', policy: 'keep' }, 'a', ['a']],
    [{ filter_method: 'wildcard', filter_string: 'a', policy: 'keep' }, null, []],
  ])('with %j turns %j into %j', async (settings, value, expected) => {
    expect(await tryModifier(arrayFilter, settings, value)).toEqual(expected)
  })

  it.each([
    [{ filter_method: 'wildcard', filter_string: 'a', policy: 'keep' }, 5, 'modifier.value'],
    [{ filter_method: 'bogus', filter_string: 'a' }, ['a'], 'modifier.settings'],
    [{ filter_method: 'regex', filter_string: 'a' }, ['a'], 'modifier.settings'],
  ])('with %j refuses %j: %s', async (settings, value, code) => {
    await expect(tryModifier(arrayFilter, settings, value)).rejects.toMatchObject({ code })
  })
})
