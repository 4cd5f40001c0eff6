import { bytesOf, decodeText, integerOfFloat, isAscii, numberOfText, textOf } from '@director/filters'
import { z } from 'zod'
import { defineModifier } from '../define-modifier.js'
import { integerSetting } from '../settings/stored-settings.js'

const Settings = z.object({
  start: integerSetting({
    title: 'Start',
    description: 'Bytes to skip; a negative number counts from the end',
  }),
  length: z.preprocess(
    lengthOf,
    z.int().optional().meta({
      title: 'Length',
      description: 'Bytes to keep; negative: bytes to leave out at the end; empty: all',
    }),
  ),
})

/**
 * Cuts a part out of a text, counted in bytes of UTF-8.
 *
 * A part that ends within a character is not text any more; it comes out as bytes.
 *
 * @see Director: PHP's `substr`
 */
export const substring = defineModifier({
  type: 'director.substring',
  title: 'Extract a substring',
  description: 'Cuts a part out of a text',
  shape: 'value',
  settings: Settings,
  apply: (value, { start, length }) => {
    if (value === null) return null
    const text = value instanceof Uint8Array ? undefined : textOf(value)
    if (text !== undefined && isAscii(text)) return text.slice(...bounds(text.length, start, length))
    const bytes = bytesOf(value)
    return decodeText(bytes.subarray(...bounds(bytes.length, start, length)))
  },
})

function bounds(size: number, start: number, length: number | undefined): [number, number] {
  const from = start < 0 ? Math.max(size + start, 0) : Math.min(start, size)
  if (length === undefined) return [from, size]
  return [from, length < 0 ? Math.max(size + length, from) : Math.min(from + length, size)]
}

/** Anything that is not a number means "to the end". */
function lengthOf(stored: unknown): unknown {
  const number = typeof stored === 'string' ? numberOfText(stored) : stored
  return typeof number === 'number' ? Number(integerOfFloat(number)) : undefined
}
