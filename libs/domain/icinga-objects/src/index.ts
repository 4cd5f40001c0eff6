export type { IcingaObject, JsonValue, ObjectKind } from './icinga-object.js'
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
