const NUMERIC = /^[ \t\n\r\v\f]*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?[ \t\n\r\v\f]*$/
const LEADING_NUMBER = /^[ \t\n\r\v\f]*([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)/
const LARGEST = 9223372036854775807n
const SMALLEST = -9223372036854775808n

/** The number a whole text stands for, or undefined when it is not a number (white space around it is fine). */
export function numberOfText(text: string): number | undefined {
  return NUMERIC.test(text) ? Number(text) : undefined
}

/**
 * The whole number a text starts with, 0 when it starts with none; out of range it stays at the 64-bit border.
 *
 * @see Director: values and settings are cast as PHP's `(int)` does it
 * @example integerOfText('5 apples') // 5
 * @example integerOfText('1e3') // 1000
 */
export function integerOfText(text: string): number | bigint {
  const found = LEADING_NUMBER.exec(text)?.[1]
  if (found === undefined) return 0
  return /^[+-]?\d+$/.test(found) ? narrow(BigInt(found.replace('+', ''))) : saturated(Number(found))
}

/**
 * A float without its fraction; beyond 64 bits the lowest 64 bits count, as in PHP's `(int)`.
 *
 * @example integerOfFloat(2.9) // 2
 */
export function integerOfFloat(value: number): number | bigint {
  if (!Number.isFinite(value)) return 0
  const whole = Math.trunc(value) + 0
  return Number.isSafeInteger(whole) ? whole : narrow(BigInt.asIntN(64, BigInt(whole)))
}

function saturated(value: number): number | bigint {
  if (value >= 2 ** 63) return LARGEST
  return value < -(2 ** 63) ? SMALLEST : integerOfFloat(value)
}

/** A whole number as `number` where that is exact, else as `bigint`, held within 64 bits. */
export function narrow(value: bigint): number | bigint {
  if (value > LARGEST) return LARGEST
  if (value < SMALLEST) return SMALLEST
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(value)
    : value
}

/**
 * A number as Director writes it into text: whole numbers in full, others with 14 significant digits.
 *
 * @see Director: PHP's cast of a float, setting `precision` = 14
 * @example numberText(0.1 + 0.2) // '0.3'
 * @example numberText(1e-7) // '1.0E-7'
 */
export function numberText(value: number): string {
  if (Number.isSafeInteger(value)) return String(value)
  if (Number.isNaN(value)) return 'NAN'
  if (!Number.isFinite(value)) return value > 0 ? 'INF' : '-INF'
  const [digits = '', exponentText = '0'] = value.toExponential(13).split('e')
  const exponent = Number(exponentText)
  if (exponent >= -4 && exponent < 14) return trimZeros(value.toFixed(Math.max(0, 13 - exponent)))
  const mantissa = trimZeros(digits)
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`
}

function trimZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}
