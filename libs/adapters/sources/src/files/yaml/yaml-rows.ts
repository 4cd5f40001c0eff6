import { AppError } from '@director/errors'
import type { Row } from '@director/kit'
import { parseDocument, YAMLError } from 'yaml'
import { jsonRow } from '../json/json-row.js'
import { MAX_PIECE_BYTES, yamlPieces, type YamlPiece } from './yaml-pieces.js'

/** More uses of anchors in a row are an attack: each can stand for many others (“billion laughs”). */
const MAX_ALIASES = 100

/**
 * The mappings of a YAML stream: those of a list, or whole documents, or both in turn. Values are those of YAML 1.2:
 * `yes`, dates and values with tags are text.
 *
 * @throws AppError `source.malformed`, `source.not-a-row`, `source.row-too-large`, `source.too-many-aliases`,
 *   `source.too-many-columns`, with line and row
 */
export async function* rowsOfYaml(chunks: AsyncIterable<Buffer>, name: string): AsyncGenerator<Row> {
  const anchors = new AnchoredItems()
  let row = 0
  for await (const piece of yamlPieces(chunks, name)) {
    for (const value of valuesOf(piece, anchors, name, row + 1)) {
      row++
      yield jsonRow(value, `${name}: line ${piece.line} (row ${row})`, row)
    }
  }
}

/** Items that name something, kept for the items after them that refer to it. */
class AnchoredItems {
  private texts: string[] = []
  private bytes = 0
  private document = 0

  /** What has to stand before an item so that its aliases are known. */
  before({ document, text }: YamlPiece): readonly string[] {
    if (document !== this.document) {
      this.texts = []
      this.bytes = 0
      this.document = document
    }
    return /(^|[\s,[{])\*[^\s,[\]{}]/.test(text) ? this.texts : []
  }

  keep({ text }: YamlPiece, place: string): void {
    if (!/(^|[\s,[{])&[^\s,[\]{}]/.test(text)) return
    this.texts.push(text)
    this.bytes += text.length
    if (this.bytes > MAX_PIECE_BYTES) throw tooManyAliases(place)
  }
}

function valuesOf(piece: YamlPiece, anchors: AnchoredItems, name: string, row: number): readonly unknown[] {
  const before = piece.kind === 'item' ? anchors.before(piece) : []
  const linesBefore = before.reduce((lines, text) => lines + text.split('\n').length - 1, 0)
  const placeOf = (line: number) => `${name}: line ${line} (row ${row})`
  const value = parsed([...before, piece.text].join(''), (line) => {
    const lineOfFile = piece.line + Math.max(0, line - 1 - linesBefore)
    return { place: placeOf(lineOfFile), line: lineOfFile, row }
  })
  if (piece.kind === 'item') anchors.keep(piece, placeOf(piece.line))
  if (!Array.isArray(value)) return [value]
  return piece.kind === 'item' ? value.slice(-1) : value
}

interface Place {
  readonly place: string
  readonly line: number
  readonly row: number
}

function parsed(text: string, placeOf: (line: number) => Place): unknown {
  const document = parseDocument(text, {
    schema: 'core',
    merge: true,
    resolveKnownTags: false,
    logLevel: 'silent',
  })
  const [error] = document.errors
  if (error !== undefined) throw malformed(error, placeOf(error.linePos?.[0].line ?? 1))
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES })
  } catch (cause) {
    const { place, line, row } = placeOf(1)
    if (cause instanceof ReferenceError && /alias count/i.test(cause.message)) throw tooManyAliases(place)
    throw malformed(cause, { place, line, row })
  }
}

function malformed(cause: unknown, { place, line, row }: Place): AppError {
  const message = cause instanceof Error ? cause.message : String(cause)
  const problem = cause instanceof YAMLError ? message.split(' at line ')[0] : message
  return new AppError('source.malformed', `${place}: not YAML: ${problem}`, {
    expected: 'a list of mappings, or documents that are mappings',
    remedy: 'Correct the file, or export it again; it may be cut off',
    details: { line, row },
    cause,
  })
}

function tooManyAliases(place: string): AppError {
  return new AppError('source.too-many-aliases', `${place}: aliases make too much of too little`, {
    expected: `at most ${MAX_ALIASES} uses of anchors in a row`,
    remedy: 'Write the values out instead of referring to anchors',
  })
}
