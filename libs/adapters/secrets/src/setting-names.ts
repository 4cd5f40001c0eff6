import type { z } from 'zod'
import { elementView, propertyNames, propertyView, viewOf, type SchemaView } from './schema-view.js'

/**
 * The names a schema knows at one place of a value, so that a message about an unknown name can suggest the right one.
 * Of a union only the variants count that the value may be: those whose constants, such as `kind`, are the value's.
 *
 * @param value what was written, as a whole
 * @param path names and positions on the way to the place; empty for the value itself
 */
export function settingNames(
  schema: z.ZodType,
  value: unknown,
  path: readonly PropertyKey[],
): readonly string[] {
  let view = matching(viewOf(schema), value)
  let place: unknown = value
  for (const key of path) {
    place = Object.hasOwn(Object(place), key) ? Object(place)[key] : undefined
    view = matching(typeof key === 'number' ? elementView(view) : propertyView(view, String(key)), place)
  }
  return propertyNames(view)
}

function matching(view: SchemaView, value: unknown): SchemaView {
  const isOther = (name: string, property: unknown) => {
    const constant: unknown = Object(property).const
    return constant !== undefined && Object.hasOwn(Object(value), name) && Object(value)[name] !== constant
  }
  return view.filter(
    ({ schema }) =>
      !Object.entries(schema.properties ?? {}).some(([name, property]) => isOther(name, property)),
  )
}
