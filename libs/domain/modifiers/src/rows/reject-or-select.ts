import { isList, type Value } from '@director/filters'
import { z } from 'zod'
import { defineModifier } from '../define-modifier.js'
import { compileValueFilter } from '../lists/value-filter.js'
import { prepared, textSetting } from '../settings/stored-settings.js'

const Settings = z
  .object({
    filter_method: z.enum(['wildcard', 'regex', 'is_true', 'is_false', 'is_null']).meta({
      title: 'Filter method',
      description: 'Match with * as wildcard, by a regular expression, or true, false or null themselves',
    }),
    filter_string: textSetting({ title: 'Filter', description: 'For example web* or /^web\\d+$/' }),
    policy: z.enum(['reject', 'keep']).optional().meta({
      title: 'Policy',
      description: 'Reject the rows that match, or keep only those; without a choice all rows stay',
    }),
  })
  .transform(
    prepared(({ filter_method: method, filter_string: pattern, policy }) => {
      if (method === 'wildcard' || method === 'regex')
        return { policy, matches: compileValueFilter(method, pattern) }
      const wanted = method === 'is_null' ? null : method === 'is_true'
      return { policy, matches: (value: Value) => value === wanted }
    }),
  )

/**
 * Drops rows by the value of one column.
 *
 * @see Director: with a list, one matching element is enough to reject, one that does not match not to keep
 */
export const rejectOrSelect = defineModifier({
  type: 'director.reject-or-select',
  title: 'Reject or select rows by value',
  description: 'Drops the rows that match, or those that do not',
  shape: 'row',
  settings: Settings,
  apply: (value, { policy, matches }) => {
    const elements = isList(value) ? value : [value]
    const isDropped = elements.some((element) => policy === (matches(element) ? 'reject' : 'keep'))
    return isDropped ? { kind: 'drop' } : { kind: 'keep', value }
  },
})
