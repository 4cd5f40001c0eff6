export type { IcingaObject, JsonValue, ObjectKind } from './icinga-object.js'
