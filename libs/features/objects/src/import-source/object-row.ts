import { ancestorsOf, resolveObject, type FindTemplate, type IcingaObject } from '@director/icinga-objects'
import type { JsonValue, Row } from '@director/kit'
import { inheritedWords } from './inherited-words.js'

/** Properties whose templates extend and reduce them instead of replacing them only. */
const WORD_LISTS = ['states', 'types']

/**
 * An object as Icinga Director exports it: `object_name`, `object_type`, `disabled`, `imports`, `vars`, and beside them
 * every property by Director's name; one that is not set has no value.
 *
 * @param properties all properties the type has
 * @see Director's import of Director objects: one row for each object in its plain form
 */
export function objectRow(object: IcingaObject, properties: readonly string[], hasVars: boolean): Row {
  const { name, kind, disabled, imports, vars } = object
  const row: [string, JsonValue][] = [
    ['object_name', name],
    ['object_type', kind === 'external' ? 'external_object' : kind],
    ['disabled', disabled],
    ...properties.map((property): [string, JsonValue] => [property, object.properties[property] ?? null]),
    ['imports', imports],
  ]
  if (hasVars) row.push(['vars', vars])
  return Object.fromEntries(row)
}

/** The columns of {@link objectRow}. */
export function objectColumns(properties: readonly string[], hasVars: boolean): readonly string[] {
  const frame = ['object_name', 'object_type', 'disabled']
  return [...frame, ...properties, 'imports', ...(hasVars ? ['vars'] : [])]
}

/**
 * The object with everything it inherits. It imports nothing then: importing the templates as well would say all twice.
 *
 * @throws AppError `template.loop`, `template.missing`
 */
export function flattened(object: IcingaObject, findTemplate: FindTemplate): IcingaObject {
  const resolved = resolveObject(object, findTemplate)
  const lineage = [...ancestorsOf(object, findTemplate), object]
  const lists = WORD_LISTS.filter((name) => resolved.properties[name] !== undefined).map(
    (name) => [name, inheritedWords(lineage.map((member) => member.properties[name])) ?? null] as const,
  )
  return { ...resolved, imports: [], properties: { ...resolved.properties, ...Object.fromEntries(lists) } }
}
