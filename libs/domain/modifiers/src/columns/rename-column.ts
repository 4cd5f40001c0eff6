import { setProperty, type Value } from '@director/filters'
import { defineModifier } from '../define-modifier.js'
import { noSettings } from '../settings/stored-settings.js'

/** Moves a value to another column; of nested values the original stays. */
export const renameColumn = defineModifier({
  type: 'director.rename-column',
  title: 'Rename a property',
  description: 'Moves the value to the target property',
  shape: 'row',
  settings: noSettings,
  apply: (value, _settings, { row, property, target }) => {
    const renamed: Record<string, Value> = {}
    for (const [column, content] of Object.entries(row)) {
      if (column !== property) setProperty(renamed, column, content)
    }
    setProperty(renamed, target, value)
    return { kind: 'rows', rows: [renamed] }
  },
})
