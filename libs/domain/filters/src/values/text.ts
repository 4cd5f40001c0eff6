import { AppError } from '@director/errors'
import { numberText } from './number-text.js'
import { excerptOf, kindOf, type Value } from './value.js'

const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const encoder = new TextEncoder()

/**
 * A value as text: null and false are empty, true is `1`.
 *
 * @throws AppError `value.not-text` for lists, objects and bytes that are not UTF-8
 * @see Director: PHP's string cast; lists and objects end the import there too
 */
export function textOf(value: Value | undefined): string {
  if (typeof value === 'string') return value
  if (value === null || value === undefined || value === false) return ''
  if (value === true) return '1'
  if (typeof value === 'number') return numberText(value)
  if (typeof value === 'bigint') return String(value)
  if (value instanceof Uint8Array) {
    const text = decodeText(value)
    if (typeof text === 'string') return text
  }
  throw new AppError('value.not-text', `cannot use ${kindOf(value)} as text`, {
    expected: 'text, a number, a boolean or null',
    received: excerptOf(value),
    ...(value instanceof Uint8Array ? { remedy: 'Decode the bytes first, for example from Latin 1.' } : {}),
  })
}

/** Bytes as text when they are UTF-8, else the same bytes. */
export function decodeText(bytes: Uint8Array): string | Uint8Array {
  try {
    return strictDecoder.decode(bytes)
  } catch {
    return bytes
  }
}

/** The bytes of a value: its own, or its text in UTF-8. */
export function bytesOf(value: Value | undefined): Uint8Array {
  return value instanceof Uint8Array ? value : encoder.encode(textOf(value))
}

/** Tells whether a text consists of ASCII only, so that characters and bytes are the same. */
export function isAscii(text: string): boolean {
  // oxlint-disable-next-line no-control-regex
  return /^[\x00-\x7f]*$/.test(text)
}
