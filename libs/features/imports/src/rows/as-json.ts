import type { Value } from '@director/modifiers'

/**
 * What an object says of itself for JSON: dates and the like of a third party's source have their own idea of it.
 * Everything else is the value itself.
 */
export function asJson(value: Value): Value {
  const toJson: unknown = Object(value).toJSON
  return typeof toJson === 'function' ? toJson.call(value) : value
}
