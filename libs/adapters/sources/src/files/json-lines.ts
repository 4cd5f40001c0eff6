import { AppError } from '@director/errors'
import type { Row } from '@director/kit'
import { jsonRow } from './json-row.js'
import { MAX_ROW_BYTES } from './row-size.js'

/**
 * The objects of NDJSON text, one in every line; empty lines are passed over.
 *
 * @throws AppError `source.malformed`, `source.not-a-row`, `source.row-too-large` with line and row number
 */
export async function* rowsOfJsonLines(chunks: AsyncIterable<Buffer>, name: string): AsyncGenerator<Row> {
  let line = 0
  let row = 0
  for await (const text of lines(chunks, name)) {
    line++
    if (text.trim() === '') continue
    row++
    const place = `${name}: line ${line} (row ${row})`
    yield jsonRow(parsed(text, place, line, row), place, row)
  }
}

async function* lines(chunks: AsyncIterable<Buffer>, name: string): AsyncGenerator<string> {
  let rest = ''
  let isFirst = true
  for await (const chunk of chunks) {
    const text = rest + (isFirst ? chunk.toString('utf8').replace(/^\uFEFF/, '') : chunk.toString('utf8'))
    isFirst = false
    const parts = text.split('\n')
    rest = parts.pop() ?? ''
    yield* parts
    if (rest.length > MAX_ROW_BYTES) {
      throw new AppError('source.row-too-large', `${name}: a line is too large`, {
        expected: `at most ${MAX_ROW_BYTES} characters in a line`,
        remedy: 'Choose the layout "list" if the file is one JSON list',
      })
    }
  }
  yield rest
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
