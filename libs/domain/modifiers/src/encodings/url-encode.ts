import { bytesOf } from '@director/filters'
import { defineModifier } from '../define-modifier.js'
import { noSettings } from '../settings/stored-settings.js'

/** Percent-encodes a text (RFC 3986); null becomes the empty text. */
export const urlEncode = defineModifier({
  type: 'director.url-encode',
  title: 'URL-encode a string',
  description: 'Encodes everything but letters, digits, "-", "_", "." and "~" as %XX',
  shape: 'value',
  settings: noSettings,
  apply: (value) => Array.from(bytesOf(value), encodeByte).join(''),
})

function encodeByte(code: number): string {
  const character = String.fromCharCode(code)
  return /[A-Za-z0-9_.~-]/.test(character)
    ? character
    : `%${code.toString(16).toUpperCase().padStart(2, '0')}`
}
