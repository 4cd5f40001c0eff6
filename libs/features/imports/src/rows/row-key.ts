import { AppError } from '@director/errors'
import type { Row, Value } from '@director/modifiers'

/** As in Director: the key becomes the name of what is stored, and that has 255 characters. */
const MAX_KEY_CHARACTERS = 255

/**
 * The text that identifies a row: the value of its key column.
 *
 * @throws AppError `import.missing-key` when the column is missing, null or empty; `import.bad-key` for lists, objects
 *   and texts of more than 255 characters
 * @see Director: "No key column" fails the import; an empty text was accepted there
 */
export function rowKey(row: Row, keyColumn: string): string {
  const value = row[keyColumn]
  if (value === undefined || value === null || value === '') throw missingKey(row, keyColumn)
  const key = typeof value === 'string' ? value : keyOfOther(value, keyColumn)
  if (key.length > MAX_KEY_CHARACTERS) {
    throw new AppError('import.bad-key', `the key in column "${keyColumn}" is too long`, {
      expected: `at most ${MAX_KEY_CHARACTERS} characters`,
      received: `${key.length} characters`,
      remedy: 'Choose another key column',
    })
  }
  return key
}

function keyOfOther(value: Value, keyColumn: string): string {
  if (typeof value !== 'object') return String(value)
  throw new AppError('import.bad-key', `the key column "${keyColumn}" is not a single value`, {
    expected: 'a text or number',
    received: Array.isArray(value) ? 'a list' : 'an object',
    remedy: 'Choose another key column',
  })
}

function missingKey(row: Row, keyColumn: string): AppError {
  const names = Object.keys(row)
  const isThere = Object.hasOwn(row, keyColumn)
  return new AppError('import.missing-key', `no value in the key column "${keyColumn}"`, {
    expected: `a value in column "${keyColumn}"`,
    received: isThere ? 'no value' : `the columns ${names.slice(0, 20).join(', ') || '(none)'}`,
    remedy: isThere
      ? 'Give the row a key in the source, or leave it out there'
      : 'Correct the key column of the import source',
    details: { keyColumn },
  })
}
