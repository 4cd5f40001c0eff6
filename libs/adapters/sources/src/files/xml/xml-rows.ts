import type { JsonValue, Row } from '@director/kit'
import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { checkColumnCount, checkRowBytes, MAX_DEPTH } from '../row-size.js'
import { OpenElement } from './element-value.js'
import {
  explainXmlFailure,
  missingPath,
  notARow,
  refusedDoctype,
  tooDeep,
  wrongEncoding,
} from './xml-failure.js'

/**
 * The children of one element as rows, each assembled when its turn comes.
 *
 * Document types, and with them every entity of one's own, are refused: they read other files and fill the memory.
 *
 * @param path names from the root to the element whose children are rows; empty: the root
 * @throws AppError `source.malformed`, `source.incomplete`, `source.not-a-row`, `source.refused-doctype`,
 *   `source.missing-path`, `source.row-too-large`, `source.too-many-columns`, with line and row
 */
export async function* rowsOfXml(
  chunks: AsyncIterable<Buffer>,
  name: string,
  path: readonly string[],
): AsyncGenerator<Row> {
  const reader = new XmlRowReader(name, path)
  for await (const chunk of chunks) {
    yield* reader.read(chunk.toString('utf8'), chunk.length)
  }
  reader.end()
}

class XmlRowReader {
  private readonly parser = new SaxesParser<Record<never, never>>({ position: true })
  /** Names of all open elements above the rows. */
  private readonly above: string[] = []
  /** Open elements from the row inwards; empty between rows. */
  private readonly open: OpenElement[] = []
  private rows: Row[] = []
  private rowCount = 0
  private bytesSinceRow = 0
  private foundPath = false

  constructor(
    private readonly name: string,
    private readonly path: readonly string[],
  ) {
    this.parser.on('xmldecl', ({ encoding }) => {
      if (encoding !== undefined && !/^(utf-?8|us-ascii)$/i.test(encoding))
        throw wrongEncoding(name, encoding)
    })
    this.parser.on('doctype', () => {
      throw refusedDoctype(this.place(), this.parser.line)
    })
    this.parser.on('opentag', (tag) => this.openElement(tag))
    this.parser.on('closetag', () => this.closeElement())
    this.parser.on('text', (text) => this.open.at(-1)?.addText(text))
    this.parser.on('cdata', (text) => this.open.at(-1)?.addText(text))
    this.parser.on('error', (error) => {
      throw explainXmlFailure(error, this.place(), this.parser.line, this.rowCount + 1)
    })
  }

  read(text: string, bytes: number): readonly Row[] {
    this.rows = []
    this.bytesSinceRow += bytes
    this.parser.write(text)
    checkRowBytes(this.bytesSinceRow, this.place())
    return this.rows
  }

  /** @throws AppError when the document is not complete, or the path was never there */
  end(): void {
    this.parser.close()
    if (!this.foundPath) throw missingPath(this.name, this.path)
  }

  private openElement(tag: SaxesTagPlain): void {
    if (this.open.length > 0 || this.isAtPath()) {
      if (this.open.length > MAX_DEPTH) throw tooDeep(this.place(), this.parser.line)
      this.open.push(new OpenElement(tag.name, tag.attributes))
      return
    }
    this.above.push(tag.name)
    this.foundPath ||= this.isAtPath()
  }

  private closeElement(): void {
    const element = this.open.pop()
    const parent = this.open.at(-1)
    if (element === undefined) this.above.pop()
    else if (parent === undefined) this.takeRow(element)
    else parent.add(element.name, element.value())
  }

  private takeRow(element: OpenElement): void {
    checkColumnCount(element.size, this.place())
    const value = element.value()
    if (!isRow(value)) throw notARow(this.place(), element.name, this.rowCount + 1)
    this.rowCount++
    this.bytesSinceRow = 0
    this.rows.push(value)
  }

  private isAtPath(): boolean {
    if (this.path.length === 0) return this.above.length === 1
    return this.above.length === this.path.length && this.path.every((name, at) => name === this.above[at])
  }

  private place(): string {
    return `${this.name}: line ${this.parser.line} (row ${this.rowCount + 1})`
  }
}

function isRow(value: JsonValue): value is { readonly [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
