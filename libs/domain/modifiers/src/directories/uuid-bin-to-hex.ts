import { AppError } from '@director/errors'
import { bytesOf, excerptOf } from '@director/filters'
import { defineModifier } from '../define-modifier.js'
import { noSettings } from '../settings/stored-settings.js'

const UUID_BYTES = 16

/** Writes sixteen bytes as a UUID; anything else fails, null too. */
export const uuidBinToHex = defineModifier({
  type: 'director.uuid-bin-to-hex',
  title: 'UUID: from binary to hex',
  description: 'Turns 16 bytes into a UUID with hyphens',
  shape: 'value',
  settings: noSettings,
  apply: (value) => {
    const bytes = bytesOf(value)
    if (bytes.length !== UUID_BYTES) {
      throw new AppError('modifier.value', `a UUID has ${UUID_BYTES} bytes, received ${bytes.length}`, {
        expected: `${UUID_BYTES} bytes`,
        received: excerptOf(value),
      })
    }
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  },
})
