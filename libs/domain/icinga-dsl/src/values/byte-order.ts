/**
 * Order of two strings by the bytes of their UTF-8 form: the same on every machine, whatever its locale.
 * UTF-8 keeps the order of code points, so no bytes are needed. PostgreSQL's `COLLATE "C"` sorts the same way.
 *
 * @returns negative, zero or positive, for `Array.sort`
 * @example ['ü', 'z', 'Z'].sort(compareBytes) // ['Z', 'z', 'ü']
 */
export function compareBytes(left: string, right: string): number {
  if (left === right) return 0
  const length = Math.min(left.length, right.length)
  for (let index = 0; index < length; index++) {
    if (left.charCodeAt(index) !== right.charCodeAt(index))
      return codePointAt(left, index) - codePointAt(right, index)
  }
  return left.length - right.length
}

// When two pairs of surrogates differ in their second half, the pair starts one unit earlier; the sign is the same.
function codePointAt(text: string, index: number): number {
  return text.codePointAt(index) ?? 0
}
