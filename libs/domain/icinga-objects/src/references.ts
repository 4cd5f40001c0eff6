import type { IcingaObject } from './icinga-object.js'
import { findObjectType, OBJECT_TYPES } from './types/registry.js'

/** An object named by another one. */
export interface Reference {
  /** `imports` or the name of the property. */
  readonly place: string
  /** Icinga's name of the type referred to. */
  readonly type: string
  readonly name: string
  /** Templates are imported, everything else is referred to as object. */
  readonly wants: 'template' | 'object'
}

/** Where objects of a type may be named: which types, in which property. */
export interface ReferrerPlace {
  readonly type: string
  /** `imports` or the name of the property. */
  readonly place: string
  readonly list: boolean
}

/**
 * Every object this one names, as far as the installation manages that type. Commands, zones and endpoints that come
 * with Icinga itself are not managed here and are left to Icinga's own validation.
 */
export function referencesOf(object: IcingaObject): readonly Reference[] {
  const imports = object.imports.map((name): Reference => ({
    place: 'imports',
    type: object.type,
    name,
    wants: 'template',
  }))
  const properties = findObjectType(object.type)?.properties ?? []
  const named = properties.flatMap((property): readonly Reference[] => {
    if (property.kind !== 'reference' && property.kind !== 'references') return []
    if (findObjectType(property.refersTo) === undefined) return []
    const value = object.properties[property.name]
    const names: readonly unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value]
    return names
      .filter((name) => typeof name === 'string')
      .map((name) => ({ place: property.name, type: property.refersTo, name, wants: 'object' }))
  })
  return [...imports, ...named]
}

/** Every place that can name an object of `type`; the registry turned round. */
export function referrersOf(type: string): readonly ReferrerPlace[] {
  const places = OBJECT_TYPES.flatMap((other) =>
    other.properties.flatMap((property): readonly ReferrerPlace[] => {
      if (property.kind !== 'reference' && property.kind !== 'references') return []
      if (property.refersTo !== type) return []
      return [{ type: other.name, place: property.name, list: property.kind === 'references' }]
    }),
  )
  return [{ type, place: 'imports', list: true }, ...places]
}
