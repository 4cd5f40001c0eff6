/** Decimals Director writes: in properties six, in custom variables nine. */
export type Decimals = 6 | 9

/**
 * A number literal. Icinga's parser knows no exponents, so tiny and huge numbers are written out.
 * Fractions have a fixed number of decimals as in Director's files; where these would change the value
 * (Director writes 0.0000001 as 0.000000), all digits are written instead.
 *
 * @see Icinga 2 manual, "Language Reference: Numeric Literals"
 * @example renderNumber(1.5, 6) // 1.500000
 */
export function renderNumber(value: number, decimals: Decimals): string {
  if (Number.isSafeInteger(value)) return String(value)
  if (Number.isInteger(value)) return `${BigInt(value)}.${'0'.repeat(decimals)}`
  const fixed = value.toFixed(decimals)
  return Number(fixed) === value ? fixed : withoutExponent(value)
}

function withoutExponent(value: number): string {
  const [digits = '', exponent] = String(Math.abs(value)).split('e-')
  const sign = value < 0 ? '-' : ''
  if (exponent === undefined) return sign + digits
  return `${sign}0.${'0'.repeat(Number(exponent) - 1)}${digits.replace('.', '')}`
}
