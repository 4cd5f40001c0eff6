import { isList, type Value } from '@director/filters'

/**
 * Applies a text function to a value, or to every element when a list stands within a list.
 *
 * @see Director: PHP's replacing functions take lists of texts as well as texts
 */
export function applyWithin(value: Value, apply: (text: Value) => Value): Value {
  return isList(value) ? value.map(apply) : apply(value)
}
