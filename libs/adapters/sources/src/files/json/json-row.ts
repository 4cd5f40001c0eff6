import { AppError } from '@director/errors'
import type { Row } from '@director/kit'
import { checkColumnCount } from '../row-size.js'

/**
 * A parsed value as a row.
 *
 * @param place file and row number, put in front of the failure
 * @throws AppError `source.not-a-row` when it is not an object, `source.too-many-columns`
 */
export function jsonRow(value: unknown, place: string, row: number): Row {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    checkColumnCount(Object.keys(value).length, place)
    // What a JSON parser made of text is JSON: the edge where that is believed.
    return value as Row
  }
  throw new AppError('source.not-a-row', `${place} is not an object`, {
    expected: 'an object with column names and values',
    received: Array.isArray(value) ? 'a list' : String(JSON.stringify(value)).slice(0, 60),
    remedy: 'Correct the file, or choose another layout in the settings of the import source',
    details: { row },
  })
}
