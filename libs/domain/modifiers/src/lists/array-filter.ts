import { isEmpty, isList, type Value } from '@director/filters'
import { z } from 'zod'
import { defineModifier } from '../define-modifier.js'
import { wrongKind } from '../settings/failure.js'
import { prepared, textSetting, whenEmpty } from '../settings/stored-settings.js'
import { compileValueFilter } from './value-filter.js'

const Settings = z
  .object({
    filter_method: z.enum(['wildcard', 'regex']).meta({
      title: 'Filter method',
      description: 'Simple match with * as wildcard, or a regular expression with delimiters',
    }),
    filter_string: textSetting({ title: 'Filter', description: 'For example web* or /^web\\d+$/' }),
    policy: z.enum(['keep', 'reject']).optional().meta({
      title: 'Policy',
      description: 'Keep or reject the elements that match',
    }),
    when_empty: whenEmpty,
  })
  .transform(
    prepared((settings) => ({
      policy: settings.policy,
      whenEmpty: settings.when_empty,
      matches: compileValueFilter(settings.filter_method, settings.filter_string),
    })),
  )

/** Keeps or rejects elements of a list; a text counts as a list of one. */
export const arrayFilter = defineModifier({
  type: 'director.array-filter',
  title: 'Filter list elements',
  description: 'Keeps or rejects the elements of a list that match a pattern',
  shape: 'list',
  settings: Settings,
  apply: (value, { policy, whenEmpty: empty, matches }): Value => {
    const nothing = empty === 'null' ? null : []
    if (isEmpty(value)) return nothing
    const list = typeof value === 'string' ? [value] : value
    if (!isList(list)) throw wrongKind(value, 'a list or a text')
    const result = list.filter((element) => policy === (matches(element) ? 'keep' : 'reject'))
    return result.length === 0 ? nothing : result
  },
})
