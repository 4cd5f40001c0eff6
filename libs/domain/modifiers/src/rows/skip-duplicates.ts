import { isList } from '@director/filters'
import { defineModifier } from '../define-modifier.js'
import { keyOf } from '../settings/array-key.js'
import { noSettings } from '../settings/stored-settings.js'

/**
 * Drops rows whose value came before in the same run; the first one stays.
 *
 * Remembers every value of the run.
 *
 * @see Director: values are the same when they are as array keys: 1, "1", 1.5 and true; of a list one element is enough
 */
export const skipDuplicates = defineModifier({
  type: 'director.skip-duplicates',
  title: 'Skip rows with duplicate values',
  description: 'Drops a row when its value appeared in an earlier row',
  shape: 'row',
  acrossRows: 'remembers',
  settings: noSettings,
  begin: () => new Set<string>(),
  apply: (value, _settings, { memory: seen }) => {
    let isDuplicate = false
    for (const element of isList(value) ? value : [value]) {
      const key = keyOf(element)
      if (seen.has(key)) isDuplicate = true
      seen.add(key)
    }
    return isDuplicate ? { kind: 'drop' } : { kind: 'keep', value }
  },
})
