import { AppError } from '@director/errors'
import type { Row } from '@director/kit'
import { jsonRow } from './json-row.js'
import { textLines } from '../text-lines.js'

/**
 * The objects of NDJSON text, one in every line; empty lines are passed over.
 *
 * @throws AppError `source.malformed`, `source.not-a-row`, `source.row-too-large` with line and row number
 */
export async function* rowsOfJsonLines(chunks: AsyncIterable<Buffer>, name: string): AsyncGenerator<Row> {
  let line = 0
  let row = 0
  for await (const text of textLines(chunks, name)) {
    line++
    if (text.trim() === '') continue
    row++
    const place = `${name}: line ${line} (row ${row})`
    yield jsonRow(parsed(text, place, line, row), place, row)
  }
}

function parsed(text: string, place: string, line: number, row: number): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new AppError('source.malformed', `${place} is not JSON`, {
      expected: 'one complete JSON object',
      received: text.length > 60 ? `${text.slice(0, 57)}…` : text,
      remedy: 'Export the file again; it may be cut off. A file with one JSON list needs the layout "list"',
      details: { line, row },
      cause: error,
    })
  }
}
