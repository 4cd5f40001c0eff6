import { nearestName, shown, type Problem } from '@director/errors'
import type { IcingaObject } from './icinga-object.js'
import { findProperty, type ObjectType } from './types/object-type.js'
import { findObjectType, OBJECT_TYPES } from './types/registry.js'
import { readPropertyValue } from './values/property-value.js'

/**
 * Everything that is wrong with an object by itself: type, kind, name, unknown or ill-formed properties, variables on a
 * type without them. Whether the objects it names exist is another question ({@link referencesOf}).
 *
 * @returns empty when the object can be stored
 */
export function validateObject(object: IcingaObject): readonly Problem[] {
  const type = findObjectType(object.type)
  if (type === undefined) {
    const known = OBJECT_TYPES.map((entry) => entry.name).join(', ')
    return [{ place: 'type', expected: `one of ${known}`, received: shown(object.type) }]
  }
  return [
    ...nameProblems(object.name),
    ...kindProblems(type, object),
    ...Object.entries(object.properties).flatMap(([name, value]) => {
      const property = findProperty(type, name)
      if (property === undefined) return [unknownProperty(type, name)]
      const reading = readPropertyValue(property, value)
      return reading.kind === 'refused'
        ? [{ place: name, expected: reading.expected, received: shown(value) }]
        : []
    }),
    ...varsProblems(type, object),
    ...importProblems(object),
  ]
}

function nameProblems(name: string): readonly Problem[] {
  if (name.trim() === '') return [{ place: 'name', expected: 'a name', received: shown(name) }]
  if (name.length > 255) {
    return [{ place: 'name', expected: 'at most 255 characters', received: `${name.length} characters` }]
  }
  // Icinga joins the names of host and service with it.
  return name.includes('!') ? [{ place: 'name', expected: 'a name without "!"', received: shown(name) }] : []
}

function kindProblems(type: ObjectType, object: IcingaObject): readonly Problem[] {
  if (type.kinds.includes(object.kind)) return []
  return [{ place: 'kind', expected: `one of ${type.kinds.join(', ')}`, received: shown(object.kind) }]
}

function unknownProperty(type: ObjectType, name: string): Problem {
  const nearest = nearestName(
    name,
    type.properties.map((property) => property.name),
  )
  return {
    place: name,
    expected:
      nearest === undefined ? `a property of a ${type.title}` : `a known name (did you mean "${nearest}"?)`,
    received: `the unknown name "${name}"`,
  }
}

function varsProblems(type: ObjectType, object: IcingaObject): readonly Problem[] {
  const names = Object.keys(object.vars)
  if (!type.hasVars && names.length > 0) {
    return [{ place: 'vars', expected: `no variables on a ${type.title}`, received: names.join(', ') }]
  }
  return names
    .filter((name) => name === '' || name.length > 255)
    .map((name) => ({ place: 'vars', expected: 'names of 1 to 255 characters', received: shown(name) }))
}

function importProblems(object: IcingaObject): readonly Problem[] {
  if (!object.imports.includes(object.name) || object.kind !== 'template') return []
  return [
    { place: 'imports', expected: 'other templates', received: `the template itself, "${object.name}"` },
  ]
}
