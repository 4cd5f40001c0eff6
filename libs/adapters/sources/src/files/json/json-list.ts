import { pipeline, type Duplex } from 'node:stream'
import { AppError } from '@director/errors'
import type { Row } from '@director/kit'
import type { Assembler } from 'stream-json/core/assembler.js'
import { streamArray } from 'stream-json/streamers/stream-array.js'
import { streamObject } from 'stream-json/streamers/stream-object.js'
import { jsonPieces } from './json-pieces.js'
import { jsonRow } from './json-row.js'
import { checkColumnCount, checkRowBytes, MAX_DEPTH } from '../row-size.js'

/**
 * The elements of one JSON list, or the values of one JSON object, each assembled when its turn comes.
 *
 * @throws AppError `source.malformed`, `source.not-a-row`, `source.row-too-large`, `source.too-many-columns`,
 *   `source.too-deep` with the row number
 */
export async function* rowsOfJsonList(
  chunks: AsyncIterable<Buffer>,
  name: string,
  layout: 'list' | 'object',
): AsyncGenerator<Row> {
  const limits = new ElementLimits(name)
  const elements = openElements(layout, limits)
  pipeline(limitedRows(chunks, limits), elements, () => undefined)
  let row = 0
  try {
    for await (const { value } of elements as AsyncIterable<{ readonly value: unknown }>) {
      row++
      yield jsonRow(value, `${name}: row ${row}`, row)
    }
  } catch (error) {
    throw explainJsonFailure(error, name, layout, limits.row)
  }
}

function openElements(layout: 'list' | 'object', limits: ElementLimits): Duplex {
  const options = {
    includeUndecided: true,
    objectFilter: (assembler: Assembler) => limits.check(assembler),
  }
  return layout === 'list'
    ? streamArray.withParserAsStream(options)
    : streamObject.withParserAsStream(options)
}

/** @param chunks end between characters */
async function* limitedRows(chunks: AsyncIterable<Buffer>, limits: ElementLimits): AsyncGenerator<string> {
  let isStart = true
  for await (const chunk of chunks) {
    const text = isStart ? chunk.toString('utf8').replace(/^\ufeff/, '') : chunk.toString('utf8')
    isStart = false
    for (const piece of jsonPieces(text)) {
      limits.takeBytes(piece.length)
      yield piece
    }
  }
}

/** The parser assembles an element of any size; a bracket that never closes would otherwise fill the memory. */
class ElementLimits {
  /** The beginning of the list itself is told like the end of an element. */
  private elements = -1
  private columns = 0
  private bytes = 0

  constructor(private readonly name: string) {}

  takeBytes(bytes: number): void {
    this.bytes += bytes
    checkRowBytes(this.bytes, this.place())
  }

  /** Looks at what is assembled after every token; decides nothing about it. */
  check({ depth, key }: Assembler): undefined {
    if (depth === 1 && key === null) {
      this.elements++
      this.columns = 0
      this.bytes = 0
    }
    if (depth === 2 && key !== null) checkColumnCount(++this.columns, this.place())
    if (depth > MAX_DEPTH + 1) throw tooDeep(this.place())
  }

  /** The one that is assembled, counted from 1; those the reader has not taken yet are counted as well. */
  get row(): number {
    return Math.max(this.elements, 0) + 1
  }

  private place(): string {
    return `${this.name}: row ${this.row}`
  }
}

function tooDeep(place: string): AppError {
  return new AppError('source.too-deep', `${place} is nested too deeply`, {
    expected: `at most ${MAX_DEPTH} levels in a row`,
    remedy: 'Leave out the nested values, or look for brackets that are never closed',
  })
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
