import type { IcingaObject, JsonValue } from '../icinga-object.js'
import { ancestorsOf, type FindTemplate } from './ancestors.js'

/**
 * The object with everything it inherits: own values first, then those of the strongest template that has one.
 * Variables are inherited whole. Name, kind and `disabled` are never inherited. Groups: the own list, else the own
 * list of the last direct import that has one; lists are not merged.
 *
 * @throws AppError `template.loop`, `template.missing`
 * @see Icinga 2 manual, "Template Imports"
 */
export function resolveObject(object: IcingaObject, findTemplate: FindTemplate): IcingaObject {
  const lineage = [...ancestorsOf(object, findTemplate), object]
  const { groups: _, ...inherited } = merged(lineage.map((member) => member.properties))
  const groups = groupsOf(object, findTemplate)
  return {
    ...object,
    properties: groups === undefined ? inherited : { ...inherited, groups },
    vars: merged(lineage.map((member) => member.vars)),
  }
}

function merged(values: readonly Readonly<Record<string, JsonValue>>[]): Record<string, JsonValue> {
  return Object.assign({}, ...values)
}

function groupsOf(object: IcingaObject, findTemplate: FindTemplate): JsonValue | undefined {
  const own = object.properties['groups']
  if (own !== undefined) return own
  const lists = object.imports.map((name) => findTemplate(name)?.properties['groups'])
  return lists.findLast((groups) => groups !== undefined)
}
