import { pipeline, type Duplex } from 'node:stream'
import { AppError } from '@director/errors'
import type { Row } from '@director/kit'
import { streamArray } from 'stream-json/streamers/stream-array.js'
import { streamObject } from 'stream-json/streamers/stream-object.js'
import { jsonRow } from './json-row.js'
import { MAX_ROW_BYTES } from './row-size.js'

/**
 * The elements of one JSON list, or the values of one JSON object, each assembled when its turn comes.
 *
 * @throws AppError `source.malformed`, `source.not-a-row`, `source.row-too-large` with the row number
 */
export async function* rowsOfJsonList(
  chunks: AsyncIterable<Buffer>,
  name: string,
  layout: 'list' | 'object',
): AsyncGenerator<Row> {
  const size = { bytesSinceRow: 0 }
  const elements = openElements(layout)
  pipeline(limitedRows(chunks, name, size), elements, () => undefined)
  let row = 0
  try {
    for await (const { value } of elements as AsyncIterable<{ readonly value: unknown }>) {
      row++
      size.bytesSinceRow = 0
      yield jsonRow(value, `${name}: row ${row}`, row)
    }
  } catch (error) {
    throw explainJsonFailure(error, name, layout, row + 1)
  }
}

function openElements(layout: 'list' | 'object'): Duplex {
  return layout === 'list' ? streamArray.withParserAsStream() : streamObject.withParserAsStream()
}

// The parser assembles an element of any size; a bracket that never closes would otherwise fill the memory.
async function* limitedRows(chunks: AsyncIterable<Buffer>, name: string, size: { bytesSinceRow: number }) {
  for await (const chunk of chunks) {
    size.bytesSinceRow += chunk.length
    if (size.bytesSinceRow > MAX_ROW_BYTES) {
      throw new AppError('source.row-too-large', `${name}: a row is too large`, {
        expected: `at most ${MAX_ROW_BYTES} bytes in a row`,
        remedy: 'Look for a bracket that is never closed, or leave out the large column',
      })
    }
    yield chunk
  }
}

function explainJsonFailure(error: unknown, name: string, layout: 'list' | 'object', row: number): unknown {
  if (error instanceof AppError || Object(error).name === 'AbortError') return error
  const message = error instanceof Error ? error.message : String(error)
  if (message.startsWith('Top-level ')) {
    return new AppError('source.malformed', `${name} has another layout than its settings say`, {
      expected: layout === 'list' ? 'one JSON list' : 'one JSON object',
      received:
        layout === 'list' ? 'something that does not begin with [' : 'something that does not begin with {',
      remedy: 'Choose the layout of the file in the settings of the import source',
      cause: error,
    })
  }
  return new AppError('source.malformed', `${name}: row ${row}: not JSON from here on: ${message}`, {
    expected: 'complete JSON',
    remedy: 'Export the file again; it may be cut off',
    details: { row },
    cause: error,
  })
}
