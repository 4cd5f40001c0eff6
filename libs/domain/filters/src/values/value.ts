/**
 * What a cell of an imported row may hold.
 *
 * `bigint` appears only for whole numbers beyond 2^53, `Uint8Array` only for bytes that are not text
 * (an LDAP `objectSid`, a Latin 1 column). Lists and objects nest.
 */
export type Value = string | number | bigint | boolean | null | Uint8Array | ValueList | ValueObject

/** A list of cells, as multi-valued LDAP attributes and JSON arrays are. */
export interface ValueList extends ReadonlyArray<Value> {}

/** A nested object, as JSON sources and custom variables have. */
export interface ValueObject {
  readonly [name: string]: Value
}

/** One imported row: column name to value. */
export type Row = ValueObject

/** Tells whether a value is a list. */
export function isList(value: Value | undefined): value is ValueList {
  return Array.isArray(value)
}

/** Tells whether a value is a nested object: neither list nor bytes. */
export function isObject(value: Value | undefined): value is ValueObject {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
  )
}

/** The kind of a value in an operator's words, for messages. */
export function kindOf(value: Value | undefined): string {
  if (value === null || value === undefined) return 'null'
  if (isList(value)) return 'a list'
  if (value instanceof Uint8Array) return 'bytes'
  if (typeof value === 'object') return 'an object'
  if (typeof value === 'string') return 'text'
  if (typeof value === 'boolean') return 'a boolean'
  return 'a number'
}

/** A value shortened for messages: what was received, never a whole cell of several megabytes. */
export function excerptOf(value: Value | undefined): string {
  if (value instanceof Uint8Array) return `${value.length} bytes`
  if (value === undefined) return 'nothing'
  if (typeof value === 'string' && value.length > 80) return `${JSON.stringify(value.slice(0, 76))}…`
  const text = JSON.stringify(value, (_name, inner: unknown) =>
    typeof inner === 'bigint' ? String(inner) : inner,
  )
  return text.length > 80 ? `${text.slice(0, 77)}…` : text
}

/** Sets a property that may have any name, `__proto__` included, without touching the prototype. */
export function setProperty(target: Record<string, Value>, name: string, value: Value): void {
  if (name === '__proto__') {
    Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true })
  } else {
    target[name] = value
  }
}
