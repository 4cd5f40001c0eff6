const integerPattern = /^[+-]?\d+$/
const largestMagnitude = 2n ** 63n

/**
 * Reads a whole number the way Icinga 2 does: a sign and leading zeros are fine, blanks are not.
 *
 * Numbers beyond 64 bits are refused; the others are cut to 32 bits, as Icinga stores them.
 */
export function readInteger(text: string): number | undefined {
  if (!integerPattern.test(text)) return undefined
  const negative = text.startsWith('-')
  const digits = text.replace(/^[+-]?0*/, '') || '0'
  if (digits.length > 19) return undefined
  if (digits.length < 10) return negative && digits !== '0' ? -Number(digits) : Number(digits)
  const magnitude = BigInt(digits)
  if (magnitude > largestMagnitude || (magnitude === largestMagnitude && !negative)) return undefined
  return Number(BigInt.asIntN(32, negative ? -magnitude : magnitude))
}

/** Icinga's words for text that is no whole number. */
export function notAnInteger(text: string): string {
  return `Can't convert '${text}' to an integer.`
}

/** Cuts off the blanks Icinga 2 knows (ASCII only), at both ends. */
export function trimBlanks(text: string): string {
  let from = 0
  let to = text.length
  while (from < to && isBlank(text.charCodeAt(from))) from++
  while (to > from && isBlank(text.charCodeAt(to - 1))) to--
  return text.slice(from, to)
}

/** Length in bytes of the text as UTF-8; Icinga 2 measures and sorts bytes, not characters. */
export function byteLength(text: string): number {
  let length = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return length
}

/** Order of two texts by their UTF-8 bytes: Icinga 2 walks dictionaries in this order. */
export function compareBytes(left: string, right: string): number {
  const ofRight = right[Symbol.iterator]()
  for (const character of left) {
    const other = ofRight.next()
    if (other.done === true) return 1
    if (character !== other.value) return (character.codePointAt(0) ?? 0) - (other.value.codePointAt(0) ?? 0)
  }
  return ofRight.next().done === true ? 0 : -1
}

function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13)
}
