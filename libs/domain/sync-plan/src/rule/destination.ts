import { AppError, nearestName } from '@director/errors'
import { findProperty, type ObjectType, type PropertyDescription } from '@director/icinga-objects'

/** Where the value of a sync property goes. */
export type Destination =
  | { readonly kind: 'name' }
  | { readonly kind: 'object-type' }
  | { readonly kind: 'disabled' }
  | { readonly kind: 'imports' }
  | { readonly kind: 'groups' }
  /** All variables at once. */
  | { readonly kind: 'all-vars' }
  | { readonly kind: 'var'; readonly name: string }
  /** Values of several properties are collected into one list. */
  | { readonly kind: 'var-list'; readonly name: string }
  | { readonly kind: 'property'; readonly property: PropertyDescription }

const FIXED: Readonly<Record<string, Destination>> = {
  object_name: { kind: 'name' },
  object_type: { kind: 'object-type' },
  disabled: { kind: 'disabled' },
  import: { kind: 'imports' },
  imports: { kind: 'imports' },
}

/**
 * Finds what a destination field means for a type: `object_name`, `object_type`, `disabled`, `import`, `groups`, `vars`,
 * `vars.<name>`, `vars.<name>[]`, or a property of the type. `vars.a.b` is one variable called `a.b`.
 *
 * @throws AppError `sync.unknown-destination` with the nearest known name
 */
export function parseDestination(field: string, type: ObjectType): Destination {
  const fixed = Object.hasOwn(FIXED, field) ? FIXED[field] : undefined
  if (fixed !== undefined) return fixed
  if (type.hasVars && field === 'vars') return { kind: 'all-vars' }
  if (type.hasVars && field.startsWith('vars.') && field.length > 'vars.'.length) return variable(field)
  const property = findProperty(type, field)
  if (property !== undefined) return field === 'groups' ? { kind: 'groups' } : { kind: 'property', property }
  const known = destinationsOf(type)
  const nearest = nearestName(field, known)
  throw new AppError('sync.unknown-destination', `a ${type.title} has no property "${field}"`, {
    expected: nearest === undefined ? `one of ${known.join(', ')}` : `did you mean "${nearest}"?`,
    received: field,
  })
}

/** Every fixed destination of a type, for forms and messages; `vars.<name>` and `vars.<name>[]` come on top. */
export function destinationsOf(type: ObjectType): readonly string[] {
  return [
    'object_name',
    'import',
    'disabled',
    'object_type',
    ...(type.hasVars ? ['vars'] : []),
    ...type.properties.map((property) => property.name),
  ]
}

function variable(field: string): Destination {
  const name = field.slice('vars.'.length)
  return name.length > 2 && name.endsWith('[]')
    ? { kind: 'var-list', name: name.slice(0, -2) }
    : { kind: 'var', name }
}
