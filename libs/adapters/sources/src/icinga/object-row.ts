import type { RunningObject } from '@director/icinga-api'
import type { JsonValue, Row } from '@director/kit'
import type { ReadableType } from './object-columns.js'

/** What stands for a function of the Icinga DSL; the API does not give its text. */
export const FUNCTION_PLACEHOLDER = '/* a function of the Icinga DSL, whose text its API does not give */'

/**
 * A running object in the form of the director: `templates` without the object itself are its `imports`, what is empty
 * has no value, functions are a comment.
 *
 * @param zoneOf the zone of an endpoint, which only zones know
 * @see Director's import of objects from the Core API: every row is an external object
 */
export function objectRow(
  { name, attrs }: RunningObject,
  type: ReadableType,
  zoneOf: ReadonlyMap<string, string>,
): Row {
  const row: Record<string, JsonValue> = { object_name: name, object_type: 'external_object' }
  for (const attribute of type.attributes) row[attribute] = cellOf(attrs[attribute] ?? null)
  for (const column of type.derived) row[column] = derived(column, name, attrs, zoneOf)
  return row
}

function derived(
  column: string,
  name: string,
  attrs: RunningObject['attrs'],
  zoneOf: ReadonlyMap<string, string>,
): JsonValue {
  if (column === 'zone') return zoneOf.get(name) ?? null
  if (column === 'is_global') return attrs['global'] === true
  const templates: unknown = attrs['templates']
  return Array.isArray(templates) ? templates.filter((template) => template !== name) : []
}

function cellOf(value: JsonValue): JsonValue {
  return value === '' ? null : withoutFunctions(value)
}

function withoutFunctions(value: JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null) return value
  if (isList(value)) return value.map(withoutFunctions)
  if (value['type'] === 'Function') return FUNCTION_PLACEHOLDER
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, withoutFunctions(entry)]))
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value)
}
