import { isEmpty, isList, textOf, type Value } from '@director/filters'
import { defineModifier } from '../define-modifier.js'
import { wrongKind } from '../settings/failure.js'
import { noSettings } from '../settings/stored-settings.js'

/**
 * Removes repeated elements of a list; the first of each stays.
 *
 * @see Director: elements are the same when they are as text: 1, "1" and true
 */
export const arrayUnique = defineModifier({
  type: 'director.array-unique',
  title: 'Unique list values',
  description: 'Removes elements that occur more than once',
  shape: 'list',
  settings: noSettings,
  apply: (value): Value => {
    if (isEmpty(value)) return value
    if (!isList(value)) throw wrongKind(value, 'a list')
    const byText = new Map<string, Value>()
    for (const element of value) {
      const text = textOf(element)
      if (!byText.has(text)) byText.set(text, element)
    }
    return [...byText.values()]
  },
})
