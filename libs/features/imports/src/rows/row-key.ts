import { AppError, nearestName } from '@director/errors'
import { compileColumn, type Row, type Value } from '@director/modifiers'

/** Gives the text that identifies a row. */
export type KeyReader = (row: Row) => string

/** As in Director: the key becomes the name of what is stored, and that has 255 characters. */
const MAX_KEY_CHARACTERS = 255
const SHOWN_COLUMNS = 20

/**
 * Makes the key column of a source ready for many rows; `a.b` reads nested objects, a column literally named so wins.
 *
 * The reader throws AppError `import.missing-key` when the column is missing, null or empty; `import.bad-key` for lists,
 * objects and texts of more than 255 characters; `row.not-nested` for a path into something that is no object.
 *
 * @see Director: "No key column" fails the import; an empty text was accepted there
 */
export function compileKey(keyColumn: string): KeyReader {
  const read = compileColumn(keyColumn)
  return (row) => {
    const value = read(row)
    if (value === null || value === '') throw missingKey(keyColumn)
    const key = typeof value === 'string' ? value : keyOfOther(value, keyColumn)
    if (key.length > MAX_KEY_CHARACTERS) throw longKey(key, keyColumn)
    return key
  }
}

function keyOfOther(value: Value, keyColumn: string): string {
  if (typeof value !== 'object') return String(value)
  throw new AppError('import.bad-key', `the key column "${keyColumn}" is not a single value`, {
    expected: 'a text or number',
    received: Array.isArray(value) ? 'a list' : 'an object',
    remedy: 'Choose another key column',
  })
}

function longKey(key: string, keyColumn: string): AppError {
  return new AppError('import.bad-key', `the key in column "${keyColumn}" is too long`, {
    expected: `at most ${MAX_KEY_CHARACTERS} characters`,
    received: `${key.length} characters`,
    remedy: 'Choose another key column',
  })
}

function missingKey(keyColumn: string): AppError {
  return new AppError('import.missing-key', `no value in the key column "${keyColumn}"`, {
    expected: `a value in column "${keyColumn}"`,
    received: 'no value',
    remedy: 'Give the row a key in the source, or leave it out there',
    details: { keyColumn },
  })
}

/**
 * Looks at the first row of an import: a key column that it lacks altogether is misspelt rather than empty. Of a path
 * the outermost column must be there.
 *
 * @throws AppError `import.missing-key` with the columns there are
 */
export function refuseMissingKeyColumn(firstRow: Row, keyColumn: string): void {
  const [outermost = keyColumn] = keyColumn.split('.')
  if (Object.hasOwn(firstRow, keyColumn) || Object.hasOwn(firstRow, outermost)) return
  const columns = Object.keys(firstRow)
  const nearest = nearestName(keyColumn, columns)
  const more = columns.length > SHOWN_COLUMNS ? ', …' : ''
  const known = `one of its columns: ${columns.slice(0, SHOWN_COLUMNS).join(', ') || '(none)'}${more}`
  throw new AppError('import.missing-key', `the rows have no column "${keyColumn}"`, {
    expected: nearest === undefined ? known : `${known}; did you mean "${nearest}"?`,
    remedy: 'Correct the key column of the import source',
    details: { keyColumn, columns },
  })
}
