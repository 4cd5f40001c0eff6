/** What a cell shows when there is no value. */
export const NO_VALUE = '-'

const CONTROLS = /[\p{Cc}\p{Bidi_Control}]/gu

/**
 * A text of a source on one line. Characters that a terminal would obey are written as in JSON: what somebody looks at
 * before an approval must not hide or forge a line.
 */
export function plainLine(text: string): string {
  return text
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll(CONTROLS, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** A value of a row on one line: text as it is, everything else as JSON; bytes as `0x…`. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return NO_VALUE
  const text = typeof value === 'string' ? value : (JSON.stringify(jsonValue(value)) ?? String(value))
  return plainLine(text)
}

/** The same value with what JSON cannot write as text: bytes as `0x…`, numbers beyond 2^53 in digits. */
export function jsonValue(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value)
  if (value instanceof Uint8Array) return `0x${Buffer.from(value).toString('hex')}`
  if (Array.isArray(value)) return value.map(jsonValue)
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return value
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, jsonValue(entry)]))
}

/** A text with at most so many characters; what was cut is told by an ellipsis. */
export function cutText(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(width - 1, 0))}…`
}
