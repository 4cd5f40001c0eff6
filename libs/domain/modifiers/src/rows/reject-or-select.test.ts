import { describe, expect, it } from 'vitest'
import { tryModifierOnRows } from '../try-modifier.js'
import { rejectOrSelect } from './reject-or-select.js'

const rows = [
  { value: 'web1' },
  { value: 'db1' },
  { value: null },
  { value: true },
  { value: ['web2', 'x'] },
  { value: [] },
]

describe('rejectOrSelect', () => {
  it.each([
    [{ filter_method: 'wildcard', filter_string: 'web*', policy: 'reject' }, ['db1', null, true, []]],
    [{ filter_method: 'wildcard', filter_string: 'web*', policy: 'keep' }, ['web1', []]],
    [{ filter_method: 'regex', filter_string: '/^db\\d$/', policy: 'keep' }, ['db1', []]],
    [{ filter_method: 'is_true', policy: 'reject' }, ['web1', 'db1', null, ['web2', 'x'], []]],
    [{ filter_method: 'is_null', policy: 'keep' }, [null, []]],
    [{ filter_method: 'is_false', policy: 'keep' }, [[]]],
    [{ filter_method: 'wildcard', filter_string: 'web*' }, ['web1', 'db1', null, true, ['web2', 'x'], []]],
  ])('with %j leaves %j', async (settings, left) => {
    const result = await tryModifierOnRows(rejectOrSelect, settings, rows)
    expect(result.map((row) => row['value'])).toEqual(left)
  })

  it('refuses an unknown method', async () => {
    await expect(tryModifierOnRows(rejectOrSelect, { filter_method: 'bogus' }, rows)).rejects.toMatchObject({
      code: 'modifier.settings',
    })
  })
})
