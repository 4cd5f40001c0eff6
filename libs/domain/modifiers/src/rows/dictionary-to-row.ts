import { AppError } from '@director/errors'
import { excerptOf, isEmpty, isObject, type Value } from '@director/filters'
import { z } from 'zod'
import { defineModifier } from '../define-modifier.js'
import { wrongKind } from '../settings/failure.js'
import { onEmpty, textSetting } from '../settings/stored-settings.js'
import { outcomeForEmpty, rowPerValue } from './empty-value.js'

const Settings = z.object({
  key_column: textSetting({
    title: 'Key property name',
    description: 'Property that receives the key of each nested object',
  }),
  on_empty: onEmpty,
})

/** Makes one row per nested object; the target holds the nested object with its key added. */
export const dictionaryToRow = defineModifier({
  type: 'director.dictionary-to-row',
  title: 'Clone the row for every entry of a nested object',
  description: 'Makes as many rows as the object has entries, each with one of them',
  shape: 'row',
  settings: Settings,
  apply: (value, { key_column: keyColumn, on_empty: policy }, { row, target }) => {
    if (isEmpty(value)) return outcomeForEmpty(policy, value)
    if (!isObject(value)) throw wrongKind(value, 'an object to make rows of')
    const entries = Object.entries(value)
    if (entries.length === 0) return outcomeForEmpty(policy, value)
    return rowPerValue(
      row,
      target,
      entries.map(([key, entry]) => ({ ...nested(key, entry), [keyColumn]: key })),
    )
  },
})

function nested(key: string, entry: Value): Readonly<Record<string, Value>> {
  if (isObject(entry)) return entry
  throw new AppError('modifier.value', `entry "${key}" is not a nested object`, {
    expected: 'an object whose entries are objects',
    received: excerptOf(entry),
  })
}
