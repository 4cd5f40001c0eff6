import { isList, isObject, type Row, type Value } from '@director/filters'

/** Tells whether two values are the same: types count, the order of an object's properties does not. */
export function isSameValue(left: Value, right: Value): boolean {
  if (left instanceof Uint8Array || right instanceof Uint8Array) {
    return left instanceof Uint8Array && right instanceof Uint8Array && left.join() === right.join()
  }
  if (isList(left)) {
    return (
      isList(right) &&
      left.length === right.length &&
      left.every((value, index) => isSameValue(value, right[index] ?? null))
    )
  }
  if (isObject(left)) return isObject(right) && isSameRow(left, right)
  return left === right
}

/** Tells whether two rows have the same columns with the same values. */
export function isSameRow(left: Row, right: Row): boolean {
  const columns = Object.keys(left)
  return (
    columns.length === Object.keys(right).length &&
    columns.every(
      (column) => Object.hasOwn(right, column) && isSameValue(left[column] ?? null, right[column] ?? null),
    )
  )
}

/** A value for a terminal; bytes as base64. */
export function showValue(value: Value): string {
  return JSON.stringify(value, (_name, inner: unknown) => {
    if (typeof inner === 'bigint') return String(inner)
    return inner instanceof Uint8Array ? { $base64: Buffer.from(inner).toString('base64') } : inner
  })
}
