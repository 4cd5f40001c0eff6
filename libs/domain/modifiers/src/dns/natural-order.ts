/**
 * Order in which `web2` comes before `web10`: runs of digits compare as numbers, white space in front is skipped.
 *
 * @see Director: PHP's natural sort (upper and lower case matter)
 */
export function compareNaturally(left: string, right: string): number {
  const leftParts = partsOf(left)
  const rightParts = partsOf(right)
  for (const [index, part] of leftParts.entries()) {
    const other = rightParts[index]
    if (other === undefined) return 1
    const order = compareParts(part, other)
    if (order !== 0) return order
  }
  return leftParts.length - rightParts.length
}

function partsOf(text: string): readonly string[] {
  return text.match(/\d+|[^\d\s]/gu) ?? []
}

function compareParts(left: string, right: string): number {
  if (!isNumber(left) || !isNumber(right)) return left === right ? 0 : left < right ? -1 : 1
  const leftDigits = left.replace(/^0+(?=\d)/, '')
  const rightDigits = right.replace(/^0+(?=\d)/, '')
  if (leftDigits.length !== rightDigits.length) return leftDigits.length - rightDigits.length
  return leftDigits === rightDigits ? 0 : leftDigits < rightDigits ? -1 : 1
}

function isNumber(part: string): boolean {
  return /^\d/.test(part)
}
