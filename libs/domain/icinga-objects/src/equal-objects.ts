import type { IcingaObject, JsonValue } from './icinga-object.js'

/** Tells whether two objects are stored alike; the order of names inside objects does not count, that of lists does. */
export function equalObjects(left: IcingaObject, right: IcingaObject): boolean {
  return (
    left.name === right.name &&
    left.kind === right.kind &&
    left.disabled === right.disabled &&
    equalValues(left.properties, right.properties) &&
    equalValues(left.vars, right.vars) &&
    equalValues(left.imports, right.imports)
  )
}

/** Tells whether two JSON values are the same; -0 is 0, the order of names does not count. */
export function equalValues(left: JsonValue, right: JsonValue): boolean {
  if (left === right) return true
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false
  if (Array.isArray(left) || Array.isArray(right)) {
    return Array.isArray(left) && Array.isArray(right) && equalLists(left, right)
  }
  return isRecord(left) && isRecord(right) && equalRecords(left, right)
}

function equalLists(left: readonly JsonValue[], right: readonly JsonValue[]): boolean {
  return (
    left.length === right.length && left.every((entry, index) => equalValues(entry, right[index] ?? null))
  )
}

type JsonRecord = Readonly<Record<string, JsonValue>>

function equalRecords(left: JsonRecord, right: JsonRecord): boolean {
  const names = Object.keys(left)
  if (names.length !== Object.keys(right).length) return false
  return names.every(
    (name) => Object.hasOwn(right, name) && equalValues(left[name] ?? null, right[name] ?? null),
  )
}

function isRecord(value: JsonValue): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
