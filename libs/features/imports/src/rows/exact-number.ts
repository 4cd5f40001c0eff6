/**
 * A whole number as JSON can carry it without loss: a number up to 2^53, beyond that its digits as text.
 *
 * @example exactNumber(9_007_199_254_740_993n) // '9007199254740993'
 */
export function exactNumber(value: bigint): number | string {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : String(value)
}
