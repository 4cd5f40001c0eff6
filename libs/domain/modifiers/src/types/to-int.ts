import { integerOfText } from '@director/filters'
import { defineModifier } from '../define-modifier.js'
import { wrongKind } from '../settings/failure.js'
import { noSettings } from '../settings/stored-settings.js'

/**
 * Turns text into the whole number it starts with, 0 if it starts with none; whole numbers and null stay.
 *
 * @see Director: PHP's `(int)`: `"1e3"` is 1000, `"0x1A"` is 0
 */
export const toInt = defineModifier({
  type: 'director.to-int',
  title: 'Cast a string to an integer',
  description: 'Turns text into the whole number it starts with',
  shape: 'value',
  settings: noSettings,
  apply: (value) => {
    if (value === null || typeof value === 'bigint') return value
    if (typeof value === 'string') return integerOfText(value)
    if (typeof value === 'number' && Number.isInteger(value)) return value
    throw wrongKind(value, 'text, a whole number or null')
  },
})
