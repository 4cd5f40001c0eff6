import { textOf } from '@director/filters'
import { defineModifier } from '../define-modifier.js'
import { noSettings } from '../settings/stored-settings.js'

/** Turns letters of all scripts into lower case. */
export const lowercase = defineModifier({
  type: 'director.lowercase',
  title: 'Lowercase',
  description: 'Turns all letters into lower case',
  shape: 'value',
  settings: noSettings,
  apply: (value) => (value === null ? null : toLowerCase(textOf(value))),
})

/** A capital sigma becomes σ everywhere, also at the end of a word, as in Director. */
function toLowerCase(text: string): string {
  return (text.includes('Σ') ? text.replaceAll('Σ', 'σ') : text).toLowerCase()
}
