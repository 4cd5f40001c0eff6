import type { JsonValue } from '@director/icinga-objects'
import { compareBytes } from './byte-order.js'
import { renderDictionaryKey } from './dictionary-key.js'
import { renderDictionary, renderList } from './layout.js'
import { renderNumber } from './number.js'
import { renderString } from './string.js'

/**
 * A custom variable's value, of any depth. Keys of dictionaries are sorted by bytes; lists keep their order.
 *
 * @example renderValue({ b: [1, null], a: 'x' }) // {\n    a = "x"\n    b = [ 1, null ]\n}
 */
export function renderValue(value: JsonValue): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return renderNumber(value, 9)
  if (typeof value === 'string') return renderString(value)
  if (isList(value)) return renderList(value.map(renderValue))
  return renderDictionary(
    sortedEntries(value).map(([key, entry]) => [renderDictionaryKey(key), renderValue(entry)]),
  )
}

/** Entries of an object in the order of their keys' bytes. */
export function sortedEntries<Value>(
  record: Readonly<Record<string, Value>>,
): readonly (readonly [string, Value])[] {
  return Object.entries(record).sort(([left], [right]) => compareBytes(left, right))
}

/** `Array.isArray` does not narrow a readonly list. */
export function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value)
}
