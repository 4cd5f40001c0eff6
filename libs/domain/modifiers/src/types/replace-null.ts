import { z } from 'zod'
import { defineModifier } from '../define-modifier.js'
import { textSetting } from '../settings/stored-settings.js'

const Settings = z.object({
  string: textSetting({ title: 'Replacement', description: 'Text to use instead of null' }),
})

/** Replaces null by a text; everything else stays. */
export const replaceNull = defineModifier({
  type: 'director.replace-null',
  title: 'Replace null value with string',
  description: 'Uses the given text where there is no value',
  shape: 'value',
  settings: Settings,
  apply: (value, { string }) => value ?? string,
})
