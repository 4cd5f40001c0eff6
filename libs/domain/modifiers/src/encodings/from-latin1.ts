import { bytesOf, isAscii } from '@director/filters'
import { defineModifier } from '../define-modifier.js'
import { noSettings } from '../settings/stored-settings.js'

/** Where ISO-8859-15 differs from the first 256 characters of Unicode. */
const DIFFERENT: Readonly<Record<number, string>> = {
  0xa4: '€',
  0xa6: 'Š',
  0xa8: 'š',
  0xb4: 'Ž',
  0xb8: 'ž',
  0xbc: 'Œ',
  0xbd: 'œ',
  0xbe: 'Ÿ',
}

/**
 * Reads bytes as Latin 1 (ISO-8859-15, with the euro sign).
 *
 * @see Director: a text that is UTF-8 already is encoded twice
 */
export const fromLatin1 = defineModifier({
  type: 'director.from-latin1',
  title: 'Convert a Latin 1 string to UTF-8',
  description: 'Reads the bytes of a value as ISO-8859-15',
  shape: 'value',
  settings: noSettings,
  apply: (value) => {
    if (value === null) return null
    if (typeof value === 'string' && isAscii(value)) return value
    return Array.from(bytesOf(value), (code) => DIFFERENT[code] ?? String.fromCharCode(code)).join('')
  },
})
