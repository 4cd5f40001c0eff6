import { textOf } from '@director/filters'
import { defineModifier } from '../define-modifier.js'
import { noSettings } from '../settings/stored-settings.js'

/** Turns letters of all scripts into upper case (`ß` becomes `SS`). */
export const uppercase = defineModifier({
  type: 'director.uppercase',
  title: 'Uppercase',
  description: 'Turns all letters into upper case',
  shape: 'value',
  settings: noSettings,
  apply: (value) => (value === null ? null : textOf(value).toUpperCase()),
})
