import { textOf } from '@director/filters'
import { defineModifier } from '../define-modifier.js'
import { wrongKind } from '../settings/failure.js'
import { noSettings } from '../settings/stored-settings.js'

/** Turns a whole number into text; text and null stay, everything else fails. */
export const toString = defineModifier({
  type: 'director.to-string',
  title: 'Cast an integer to a string',
  description: 'Turns whole numbers into text',
  shape: 'value',
  settings: noSettings,
  apply: (value) => {
    if (value === null || typeof value === 'string' || value instanceof Uint8Array) return value
    if (typeof value === 'bigint' || Number.isInteger(value)) return textOf(value)
    throw wrongKind(value, 'text, a whole number or null')
  },
})
