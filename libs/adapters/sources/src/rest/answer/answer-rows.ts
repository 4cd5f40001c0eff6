import { AppError } from '@director/errors'
import type { Row } from '@director/kit'
import { isMany, none, type Many } from 'stream-chain/defs.js'
import { jsonParser, type Token } from 'stream-json/core/parser.js'
import { checkColumnCount, MAX_ROW_BYTES } from '../../files/row-size.js'
import { jsonPieces } from '../../files/json/json-pieces.js'
import { plainText } from '../../files/plain-text.js'
import { AnswerWalk } from './answer-walk.js'

/** What to pick out of an answer. */
export interface AnswerParts {
  /** Address and page, put in front of failures. */
  readonly place: string
  readonly rowsPath: readonly string[]
  readonly nextPath: readonly string[] | undefined
  /** Rows read from the pages before; rows are counted over all pages. */
  readonly rowsBefore: number
}

/** What an answer held beside its rows. */
export interface AnswerEnd {
  readonly rows: number
  /** What stands at `nextPath`; undefined when nothing does. */
  readonly next: unknown
}

/**
 * The rows of one answer, a few at a time, while its bytes arrive.
 *
 * @throws AppError `source.interrupted`, `source.malformed`, `source.not-a-row`, `source.row-too-large` with the row
 *   number; `source.missing-property`, `source.not-rows`, `source.too-deep`, `source.too-many-columns`, `source.not-utf8`, `source.nul-byte`
 */
export async function* rowsOfAnswer(
  chunks: AsyncIterable<Buffer>,
  parts: AnswerParts,
): AsyncGenerator<readonly Row[], AnswerEnd> {
  const { place, rowsPath, nextPath, rowsBefore } = parts
  let rows = 0
  const walk = new AnswerWalk(place, rowsPath, nextPath, () => rowsBefore + rows)
  const tokensOf = jsonTokens()
  let waitingBytes = 0
  const takeIn = (text: string | undefined): readonly Row[] => {
    const at = () => rowsBefore + rows + walk.found.length + 1
    for (const token of tokensOf(text, () => malformed(place, at(), text === undefined))) {
      walk.take(token)
      if (!walk.isAssembling) waitingBytes = 0
    }
    return walk.found.splice(0).map((value) => rowOf(value, place, rowsBefore + ++rows))
  }
  for await (const chunk of plainText(
    explained(chunks, place, () => rowsBefore + rows),
    place,
  )) {
    waitingBytes += chunk.length
    if (waitingBytes > MAX_ROW_BYTES) throw rowTooLarge(place, rowsBefore + rows + 1)
    const found = takeIn(chunk.toString('utf8'))
    if (found.length > 0) yield found
  }
  const last = takeIn(undefined)
  if (last.length > 0) yield last
  walk.end()
  return { rows, next: walk.next }
}

type TokensOf = (text: string | undefined, explain: () => AppError) => Iterable<Token>

/** Cuts text into tokens; without text the end is told. The parser itself is bare: no stream turns for each token. */
function jsonTokens(): TokensOf {
  // The type of the parser leaves out the value that tells it the end.
  const parse = jsonParser({ streamValues: false, packValues: true }) as (
    input: string | typeof none,
  ) => Many<Token> | typeof none
  const take = (piece: string | typeof none, explain: () => AppError): readonly Token[] => {
    try {
      const tokens = parse(piece)
      return isMany(tokens) ? tokens.values : []
    } catch (error) {
      throw Object.assign(explain(), { cause: error })
    }
  }
  let isStart = true
  return function* (text, explain) {
    if (text === undefined) return yield* take(none, explain)
    const written = isStart ? text.replace(/^\ufeff/, '') : text
    isStart = false
    for (const piece of jsonPieces(written)) yield* take(piece, explain)
  }
}

async function* explained(
  chunks: AsyncIterable<Buffer>,
  place: string,
  rowsRead: () => number,
): AsyncGenerator<Buffer> {
  try {
    yield* chunks
  } catch (error) {
    if (error instanceof AppError) throw error
    const row = rowsRead() + 1
    throw new AppError('source.interrupted', `${place}: the answer broke off in row ${row}`, {
      expected: 'a complete answer',
      received: error instanceof Error ? error.message : String(error),
      remedy: 'Run the import again; look into the log of that server if it repeats',
      details: { row, rowsRead: row - 1 },
      cause: error,
    })
  }
}

function rowOf(value: unknown, place: string, row: number): Row {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    checkColumnCount(Object.keys(value).length, `${place}: row ${row}`)
    // What a JSON parser made of text is JSON: the edge where that is believed.
    return value as Row
  }
  throw new AppError('source.not-a-row', `${place}: row ${row} is not an object`, {
    expected: 'an object with column names and values',
    received: Array.isArray(value) ? 'a list' : String(JSON.stringify(value)).slice(0, 60),
    remedy: 'Name the place of the rows with extractProperty in the settings of the import source',
    details: { row },
  })
}

function malformed(place: string, row: number, isEnd: boolean): AppError {
  return new AppError(
    'source.malformed',
    isEnd
      ? `${place}: row ${row}: the answer ends in the middle`
      : `${place}: row ${row}: not JSON from here on`,
    {
      expected: 'complete JSON',
      remedy: 'Look at the answer of that server; it may be cut off on the way',
      details: { row },
    },
  )
}

function rowTooLarge(place: string, row: number): AppError {
  return new AppError('source.row-too-large', `${place}: row ${row} is too large`, {
    expected: `at most ${MAX_ROW_BYTES} bytes in a row`,
    remedy: 'Leave out the large property, or correct extractProperty: the whole answer may be one row',
    details: { row },
  })
}
