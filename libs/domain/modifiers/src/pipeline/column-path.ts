import { AppError } from '@director/errors'
import { isObject, type Row, type Value } from '@director/filters'

/** Reads one value out of a row; null when the row does not have it. */
export type ColumnReader = (row: Row) => Value

/**
 * Makes a column name ready for reading: `a.b.c` reads nested objects, a column literally named so wins.
 *
 * A missing column and anything missing on a deeper level is null.
 *
 * @throws AppError (while reading) `row.not-nested` when the first level is neither an object nor null
 * @see Director: property names of modifiers; a null on a deeper level ends its process, here it is null
 */
export function compileColumn(name: string): ColumnReader {
  const [first = '', ...deeper] = name.split('.')
  if (deeper.length === 0 && !(name in Object.prototype)) return (row) => row[name] ?? null
  return (row) => {
    if (Object.hasOwn(row, name)) return row[name] ?? null
    const outer = Object.hasOwn(row, first) ? (row[first] ?? null) : null
    if (outer === null || deeper.length === 0) return null
    if (!isObject(outer)) {
      throw new AppError('row.not-nested', `cannot read "${name}", column "${first}" is not an object`, {
        expected: `an object in column "${first}"`,
        received: Array.isArray(outer) ? 'a list' : typeof outer,
      })
    }
    return readDeeper(outer, deeper)
  }
}

function readDeeper(outer: Value, names: readonly string[]): Value {
  let value: Value = outer
  for (const name of names) {
    if (!isObject(value) || !Object.hasOwn(value, name)) return null
    value = value[name] ?? null
  }
  return value
}
