import { AppError } from '@director/errors'

// What PostgreSQL cannot store as text: NUL, and halves of surrogate pairs.
const UNSTORABLE = /\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/

/** @throws AppError `import.unstorable-value` for a text PostgreSQL cannot store */
export function refuseUnstorable(text: string, column: string): void {
  if (UNSTORABLE.test(text)) throw unstorable(column, 'a NUL or half a character')
}

/** The failure of a row with bytes that no modifier turned into text. */
export function bytes(column: string): AppError {
  return unstorable(column, 'bytes that are not text')
}

function unstorable(column: string, content: string): AppError {
  return new AppError('import.unstorable-value', `column "${column}" contains ${content}`, {
    expected: 'text PostgreSQL can store',
    remedy: 'Correct the value in the source, or convert it with a property modifier',
    details: { column },
  })
}
