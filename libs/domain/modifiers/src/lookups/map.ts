import { AppError } from '@director/errors'
import { excerptOf, type Value } from '@director/filters'
import { z } from 'zod'
import { defineModifier } from '../define-modifier.js'
import { compileTemplate } from '../pipeline/template.js'
import { keyOf } from '../settings/array-key.js'
import { textSetting } from '../settings/stored-settings.js'

const Settings = z.object({
  datalist: z
    .string()
    .min(1)
    .meta({ title: 'Lookup list', description: 'Data list to look in', options: 'data-lists' }),
  on_missing: z.enum(['null', 'keep', 'custom', 'fail']).default('fail').meta({
    title: 'Missing entries',
    description: 'Set null, keep the value, use a value of your own, or let the whole import fail',
  }),
  custom_value: textSetting({
    title: 'Custom value',
    description: 'For missing entries; may hold ${column} placeholders',
  }).transform(compileTemplate),
})

/** Looks a value up in a data list; upper and lower case matter. */
export const map = defineModifier({
  type: 'director.map',
  title: 'Map (look up in a data list)',
  description: 'Replaces a value by the one the data list has for it',
  shape: 'value',
  settings: Settings,
  begin: ({ datalist }, lookups) => lookups.dataList(datalist),
  apply: (value, { datalist, on_missing: onMissing, custom_value: customValue }, { row, memory }): Value => {
    const entry = memory.get(keyOf(value))
    if (entry !== undefined) return entry
    if (onMissing === 'null') return null
    if (onMissing === 'keep') return value
    if (onMissing === 'custom') return customValue(row)
    throw new AppError('modifier.value', `${excerptOf(value)} is not in the data list "${datalist}"`, {
      expected: `an entry of the data list "${datalist}"`,
      received: excerptOf(value),
    })
  },
})
