import { numberOfText, numberText } from './number-text.js'
import { isList, isObject, type Value } from './value.js'

/**
 * Tells whether a value counts as empty: null, false, 0, empty text, the text `0`, an empty list.
 *
 * @see Director: PHP's `empty()`; an object never counts as empty
 */
export function isEmpty(value: Value | undefined): boolean {
  if (value === undefined || value === null || value === false || value === '' || value === '0') return true
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value) === 0
  return (isList(value) || value instanceof Uint8Array) && value.length === 0
}

/**
 * Equality that disregards types: `"1"` equals `1`, `"1.0"` equals `1`, `"a"` does not equal `0`.
 *
 * @see Director: list membership in filters is decided with PHP 8's `==`
 */
export function looselyEqual(left: Value, right: Value): boolean {
  if (isList(left) && isList(right)) {
    return (
      left.length === right.length && left.every((value, index) => looselyEqual(value, right[index] ?? null))
    )
  }
  if (isObject(left) && isObject(right)) return sameProperties(left, right)
  return compareValues(left, right) === 0
}

/**
 * Order of two values: negative, zero or positive.
 *
 * Numbers and texts that look like numbers compare as numbers, other texts by their characters, booleans and
 * null by truth, lists after everything else.
 *
 * @see Director: PHP 8's `<=>`, which also decides the order of aggregated columns
 */
export function compareValues(left: Value, right: Value): number {
  if (typeof left === 'string' && typeof right === 'string') return compareTexts(left, right)
  if (left === null && typeof right === 'string') return right === '' ? 0 : -1
  if (right === null && typeof left === 'string') return left === '' ? 0 : 1
  if (typeof left === 'boolean' || typeof right === 'boolean' || left === null || right === null) {
    return Number(!isEmpty(left)) - Number(!isEmpty(right))
  }
  const ranks = rankOf(left) - rankOf(right)
  if (ranks !== 0) return ranks
  if (isList(left) && isList(right)) return compareLists(left, right)
  if (isScalar(left) && isScalar(right)) return compareScalars(left, right)
  return left === right ? 0 : 1
}

/** Order of two texts: as numbers when both look like numbers, else character by character. */
export function compareTexts(left: string, right: string): number {
  if (left === right) return 0
  const leftNumber = numberOfText(left)
  const rightNumber = leftNumber === undefined ? undefined : numberOfText(right)
  if (leftNumber !== undefined && rightNumber !== undefined) return Math.sign(leftNumber - rightNumber)
  return left < right ? -1 : 1
}

type Scalar = string | number | bigint

function isScalar(value: Value): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint'
}

function compareScalars(left: Scalar, right: Scalar): number {
  if (typeof left === 'string') return -compareNumberWithText(right, left)
  if (typeof right === 'string') return compareNumberWithText(left, right)
  return left < right ? -1 : left > right ? 1 : 0
}

function compareNumberWithText(number: Scalar, text: string): number {
  if (typeof number === 'string') return compareTexts(number, text)
  const other = numberOfText(text)
  if (other !== undefined) return Math.sign(Number(number) - other)
  const own = typeof number === 'bigint' ? String(number) : numberText(number)
  return own === text ? 0 : own < text ? -1 : 1
}

function compareLists(left: readonly Value[], right: readonly Value[]): number {
  if (left.length !== right.length) return left.length - right.length
  for (const [index, value] of left.entries()) {
    const order = compareValues(value, right[index] ?? null)
    if (order !== 0) return order
  }
  return 0
}

function rankOf(value: Value): number {
  if (isObject(value)) return 2
  return isList(value) ? 1 : 0
}

function sameProperties(
  left: Readonly<Record<string, Value>>,
  right: Readonly<Record<string, Value>>,
): boolean {
  const names = Object.keys(left)
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && looselyEqual(left[name] ?? null, right[name] ?? null))
  )
}
