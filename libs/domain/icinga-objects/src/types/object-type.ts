import type { ObjectKind } from '../icinga-object.js'
import type { PropertyDescription } from './property.js'

/** Everything the installation knows about one type of object; one data file a type. */
export interface ObjectType {
  /** Icinga's name, also the stored one: `Host`. */
  readonly name: string
  /** Director's name, as sync rules and baskets spell it: `host`, `timePeriod`. */
  readonly directorName: string
  /** In sentences and lists: `host group`. */
  readonly title: string
  readonly kinds: readonly ObjectKind[]
  /** Whether objects may carry custom variables. */
  readonly hasVars: boolean
  /** In rendering order: Icinga's manual and Director's files list them so. */
  readonly properties: readonly PropertyDescription[]
}

/** The property of that name; undefined when the type has none. */
export function findProperty(type: ObjectType, name: string): PropertyDescription | undefined {
  return type.properties.find((property) => property.name === name)
}
