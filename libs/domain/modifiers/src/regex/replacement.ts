/** A replacement, cut into literal texts and numbers of groups. */
export type ReplacementPart = string | number

/**
 * Reads a replacement: `$1`, `${1}` and `\1` stand for groups (two digits at most), `\\` for a backslash.
 *
 * @see Director: PHP's `preg_replace`
 * @example parseReplacement('$2-${1}0') // [2, '-', 1, '0']
 */
export function parseReplacement(text: string): readonly ReplacementPart[] {
  const parts: ReplacementPart[] = []
  let literal = ''
  let isEscape = false
  for (let index = 0; index < text.length;) {
    const sign = text.charAt(index)
    if ((sign === '\\' || sign === '$') && isEscape) {
      literal = literal.slice(0, -1) + sign
      isEscape = false
      index += 1
      continue
    }
    const reference = /^(?:[\\$](\d{1,2})|\$\{(\d{1,2})\})/.exec(text.slice(index, index + 5))
    if (reference !== null) {
      if (literal !== '') parts.push(literal)
      literal = ''
      parts.push(Number(reference[1] ?? reference[2]))
      isEscape = false
      index += reference[0].length
      continue
    }
    literal += sign
    isEscape = sign === '\\'
    index += 1
  }
  return literal === '' ? parts : [...parts, literal]
}
