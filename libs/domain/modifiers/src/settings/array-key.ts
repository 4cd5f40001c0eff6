import { integerOfFloat, textOf, type Value } from '@director/filters'
import { wrongKind } from './failure.js'

/**
 * A value as the key it is looked up by: true is 1, false 0, null the empty text, fractions are cut off.
 *
 * @throws AppError `modifier.value` for lists and objects
 * @see Director: PHP's array keys, by which look-ups and duplicates are decided
 */
export function keyOf(value: Value): string {
  if (typeof value === 'string') return value
  if (value === false) return '0'
  if (typeof value === 'number') return String(integerOfFloat(value))
  if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) {
    throw wrongKind(value, 'a single value to look up')
  }
  return textOf(value)
}
