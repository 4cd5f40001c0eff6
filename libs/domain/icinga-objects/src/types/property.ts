import type { JsonValue } from '../icinga-object.js'

/** What every property says about itself. */
interface PropertyFacts {
  /** Name in stored objects, in sync rules and, unless {@link renderedAs} says otherwise, in Icinga. */
  readonly name: string
  /** False for what only this installation reads, such as `has_agent`. */
  readonly rendered: boolean
  /** Icinga's name of the attribute where it differs. */
  readonly renderedAs?: string
  /** Value Icinga takes when nothing is said; equal values need no rendering. */
  readonly default?: JsonValue
}

/** `string` is one line; `text` may have many. Stored as string. */
export interface TextProperty extends PropertyFacts {
  readonly kind: 'string' | 'text'
  /** In characters; absent: no limit beside the database's. */
  readonly maximumLength?: number
}

/** `boolean` is stored as true or false, `interval` in seconds, `number` as number. */
export interface ScalarProperty extends PropertyFacts {
  readonly kind: 'boolean' | 'interval' | 'number'
}

/** One (`reference`) or several (`references`) names of objects of another type; `references` keeps its order. */
export interface ReferenceProperty extends PropertyFacts {
  readonly kind: 'reference' | 'references'
  /** Icinga's name of the type: `CheckCommand` and its sisters are all `Command`. */
  readonly refersTo: string
}

/** Day expression → `HH:MM-HH:MM,…`; stored as object, rendered as dictionary. */
export interface RangesProperty extends PropertyFacts {
  readonly kind: 'ranges'
}

/** Director's filter expression; rendered as `assign where`. Stored as string. */
export interface FilterProperty extends PropertyFacts {
  readonly kind: 'filter'
}

/** One (`enumeration`) or several (`enumerations`) of a closed list of words. */
export interface EnumerationProperty extends PropertyFacts {
  readonly kind: 'enumeration' | 'enumerations'
  readonly values: readonly string[]
}

/** One property of an object type: the home of its name, kind, target, default and whether Icinga sees it. */
export type PropertyDescription =
  TextProperty | ScalarProperty | ReferenceProperty | RangesProperty | FilterProperty | EnumerationProperty

export type PropertyKind = PropertyDescription['kind']
