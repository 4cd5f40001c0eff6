import { z } from 'zod'
import { defineModifier } from '../define-modifier.js'
import { keyOf } from '../settings/array-key.js'
import { textSetting } from '../settings/stored-settings.js'

const Settings = z.object({
  import_source: z.string().min(1).meta({
    title: 'Import source',
    description: 'Source whose latest imported rows are searched by their key',
    options: 'import-sources',
  }),
  foreign_property: textSetting({ title: 'Property', description: 'Column of the row found' }),
})

/** Returns a column of the row another import source has under this key; null when there is none. */
export const getPropertyFromOtherImportSource = defineModifier({
  type: 'director.get-property-from-other-import-source',
  title: 'Get a property from another import source',
  description: 'Looks the value up among the keys of another import source and returns one of its columns',
  shape: 'value',
  settings: Settings,
  begin: ({ import_source: source, foreign_property: column }, lookups) =>
    lookups.importedColumn(source, column),
  apply: (value, _settings, { memory }) => memory.get(keyOf(value)) ?? null,
})
