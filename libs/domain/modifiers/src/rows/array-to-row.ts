import { isEmpty, isList } from '@director/filters'
import { z } from 'zod'
import { defineModifier } from '../define-modifier.js'
import { wrongKind } from '../settings/failure.js'
import { onEmpty } from '../settings/stored-settings.js'
import { outcomeForEmpty, rowPerValue } from './empty-value.js'

const Settings = z.object({ on_empty: onEmpty })

/** Makes one row per element of a list. */
export const arrayToRow = defineModifier({
  type: 'director.array-to-row',
  title: 'Clone the row for every element of a list',
  description: 'Makes as many rows as the list has elements, each with one of them',
  shape: 'row',
  settings: Settings,
  apply: (value, { on_empty: policy }, { row, target }) => {
    if (isEmpty(value)) return outcomeForEmpty(policy, value)
    if (!isList(value)) throw wrongKind(value, 'a list to make rows of')
    return rowPerValue(row, target, value)
  },
})
