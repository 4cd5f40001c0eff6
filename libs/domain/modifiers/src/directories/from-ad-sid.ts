import { AppError } from '@director/errors'
import { bytesOf, excerptOf } from '@director/filters'
import { defineModifier } from '../define-modifier.js'
import { noSettings } from '../settings/stored-settings.js'

/** Revision, count, and six bytes of identifier authority. */
const HEADER_BYTES = 8

/** Writes a binary Active Directory SID as `S-1-5-21-…`. */
export const fromAdSid = defineModifier({
  type: 'director.from-ad-sid',
  title: 'Decode a binary object SID (Active Directory)',
  description: 'Turns the bytes of an objectSid into S-1-…',
  shape: 'value',
  settings: noSettings,
  apply: (value) => {
    if (value === null) return null
    const bytes = bytesOf(value)
    if (bytes.length < HEADER_BYTES) {
      throw new AppError(
        'modifier.value',
        `a SID needs at least ${HEADER_BYTES} bytes, received ${bytes.length}`,
        {
          expected: 'the bytes of an objectSid',
          received: excerptOf(value),
        },
      )
    }
    return `S-${bytes[0]}-${authorityOf(bytes)}-${partsOf(bytes).join('-')}`
  },
})

function authorityOf(bytes: Uint8Array): number {
  return bytes.subarray(2, HEADER_BYTES).reduce((number, byte) => number * 256 + byte, 0)
}

/** Sub-authorities, four bytes each, least byte first. Without any, the last four bytes of the authority again. */
function partsOf(bytes: Uint8Array): readonly number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const count = Math.floor((bytes.length - HEADER_BYTES) / 4)
  if (count === 0) return [view.getUint32(4)]
  return Array.from({ length: count }, (_item, index) => view.getUint32(HEADER_BYTES + index * 4, true))
}
