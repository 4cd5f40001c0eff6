import { AppError } from '@director/errors'
import { textLines } from '../text-lines.js'

/** What is parsed at once. The parser takes some hundred times the size of its text. */
export const MAX_PIECE_BYTES = 1024 * 1024

/** A part of a YAML stream that is parsed alone: an item of a document's block list, or a whole document. */
export interface YamlPiece {
  readonly kind: 'item' | 'document'
  readonly text: string
  /** Line of the file the piece begins in; 1-based. */
  readonly line: number
  /** Number of the document in the stream; anchors are known within one. */
  readonly document: number
}

/**
 * Cuts a YAML stream where rows begin, without parsing it: at `---` and `...`, and within a document that is a block
 * list at each of its dashes. Nothing inside an item can stand as far left as the dash (YAML 1.2.2, section 8.2.1),
 * so a line is enough to tell.
 *
 * @throws AppError `source.row-too-large` naming the line
 */
export async function* yamlPieces(chunks: AsyncIterable<Buffer>, name: string): AsyncGenerator<YamlPiece> {
  const cutter = new PieceCutter(name)
  for await (const line of textLines(chunks, name)) {
    const piece = cutter.take(line)
    if (piece !== undefined) yield piece
  }
  const last = cutter.finish('')
  if (last !== undefined) yield last
}

class PieceCutter {
  private lines: string[] = []
  private bytes = 0
  private firstLine = 1
  private line = 0
  private document = 1
  /** Of the dashes of the document's list; undefined as long as nothing stood there, null when it is no block list. */
  private indent: number | null | undefined

  constructor(private readonly name: string) {}

  /** @returns the piece that ends before this line */
  take(line: string): YamlPiece | undefined {
    this.line++
    const marker = /^(---|\.\.\.)(?=\s|$)/.exec(line)?.[1]
    if (marker !== undefined) {
      const piece = this.finish('\n')
      this.document++
      this.indent = undefined
      const content = line.slice(marker.length)
      // What follows the marker belongs to the document and is not a block list.
      if (isContent(content)) this.indent = null
      this.add(content)
      return piece
    }
    if (this.indent === undefined && line.startsWith('%')) return undefined
    if (this.indent === undefined && isContent(line)) this.indent = dashOf(line) ?? null
    const beginsItem = this.indent !== null && this.indent !== undefined && dashOf(line) === this.indent
    const piece = beginsItem ? this.finish('\n') : undefined
    this.add(line)
    return piece
  }

  /**
   * @param end of the last line; none where the file ends
   * @returns what was gathered, unless it has no content
   */
  finish(end: '\n' | ''): YamlPiece | undefined {
    const { lines, firstLine, document } = this
    this.lines = []
    this.bytes = 0
    if (!lines.some(isContent)) return undefined
    const kind = typeof this.indent === 'number' ? 'item' : 'document'
    return { kind, text: lines.join('\n') + end, line: firstLine, document }
  }

  private add(line: string): void {
    if (this.lines.length === 0) this.firstLine = this.line
    this.lines.push(line)
    this.bytes += line.length + 1
    if (this.bytes <= MAX_PIECE_BYTES) return
    throw new AppError('source.row-too-large', `${this.name}: line ${this.line}: a row is too large`, {
      expected: `at most ${MAX_PIECE_BYTES} characters in an item or document`,
      remedy: 'Write the rows as a list with a dash for each, or as documents of their own',
      details: { line: this.line },
    })
  }
}

function isContent(line: string): boolean {
  return !/^\s*(#|$)/.test(line)
}

function dashOf(line: string): number | undefined {
  return /^( *)-(?=\s|$)/.exec(line)?.[1]?.length
}
