import { AppError } from '@director/errors'
import type { JsonValue, Row } from '@director/kit'
import { checkColumnCount, checkRowBytes } from '../row-size.js'
import { cellValue, columnOf, type CellContext } from './cell-value.js'
import type { PartReader } from './xml-part.js'

/**
 * Makes rows of a worksheet's cells. The header is the first row whose first cell has a value; columns without a name
 * and rows without a value are passed over.
 *
 * @see Director's file import (Fileshipper): the same header
 */
export class WorksheetRows implements PartReader {
  /** What was made since it was last taken. */
  private rows: Row[] = []
  private header: readonly string[] | undefined
  private bytesSinceRow = 0
  private sheetRow = 0
  private cells: (JsonValue | undefined)[] = []
  private column = -1
  private kind = ''
  private style = 0
  private content = ''
  private isValue = false

  constructor(
    private readonly place: string,
    private readonly context: CellContext,
  ) {}

  get columns(): readonly string[] | undefined {
    return this.header?.filter((name) => name !== '')
  }

  /** @param bytes read since the last time */
  take(bytes: number): readonly Row[] {
    this.bytesSinceRow += bytes
    checkRowBytes(this.bytesSinceRow, `${this.place}: row ${this.sheetRow}`)
    const { rows } = this
    this.rows = []
    return rows
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'row') {
      this.sheetRow = Number(attributes['r'] ?? this.sheetRow + 1)
      this.cells = []
      this.column = -1
    } else if (name === 'c') {
      this.column = columnOf(attributes['r']) ?? this.column + 1
      checkColumnCount(this.column + 1, `${this.place}: row ${this.sheetRow}`)
      this.kind = attributes['t'] ?? ''
      this.style = Number(attributes['s'] ?? 0)
      this.content = ''
    }
    // rPh is how an inline text is pronounced; f is the formula behind a value.
    this.isValue = name === 'v' || name === 't'
  }

  text(text: string): void {
    if (this.isValue) this.content += text
  }

  close(name: string): void {
    this.isValue = false
    if (name === 'c') this.cells[this.column] = this.value()
    if (name === 'row') this.takeRow()
  }

  private value(): JsonValue {
    const { kind, style, content } = this
    return cellValue({ kind, style, content }, this.context)
  }

  private takeRow(): void {
    const { cells, header } = this
    this.bytesSinceRow = 0
    if (header === undefined) {
      if ((cells[0] ?? null) !== null) this.header = this.checkedHeader()
      return
    }
    if (!cells.some((cell) => (cell ?? null) !== null)) return
    this.rows.push(
      Object.fromEntries(header.flatMap((name, at) => (name === '' ? [] : [[name, cells[at] ?? null]]))),
    )
  }

  private checkedHeader(): readonly string[] {
    const header = Array.from(this.cells, (cell) => (cell === undefined || cell === null ? '' : String(cell)))
    const repeated = header.find((name, at) => name !== '' && header.indexOf(name) !== at)
    if (repeated === undefined) return header
    throw new AppError(
      'source.bad-header',
      `${this.place}: row ${this.sheetRow}: two columns are named "${repeated}"`,
      {
        expected: 'every column name once',
        remedy: 'Rename one of the columns in the worksheet',
        details: { row: this.sheetRow },
      },
    )
  }
}
