export type { IcingaObject, JsonValue, ObjectKind } from './icinga-object.js'
export { equalObjects, equalValues } from './equal-objects.js'
export { ancestorsOf, type FindTemplate } from './inheritance/ancestors.js'
export { resolveObject } from './inheritance/resolve-object.js'
export { referencesOf, referrersOf, type Reference, type ReferrerPlace } from './references.js'
export { findProperty, type ObjectType } from './types/object-type.js'
export type {
  EnumerationProperty,
  FilterProperty,
  PropertyDescription,
  PropertyKind,
  RangesProperty,
  ReferenceProperty,
  ScalarProperty,
  TextProperty,
} from './types/property.js'
export { findObjectType, getObjectType, OBJECT_TYPES } from './types/registry.js'
export { validateObject } from './validate-object.js'
export { parseInterval } from './values/interval.js'
export { readBoolean, readNames, readPropertyValue, type PropertyReading } from './values/property-value.js'
export { readWrittenObject, writtenForm, type WrittenObjectReading } from './written-object.js'
