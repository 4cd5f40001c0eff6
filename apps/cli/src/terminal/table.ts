import { stripVTControlCharacters } from 'node:util'
import Table from 'cli-table3'
import type { Colors } from 'picocolors/types.js'

/** A column: its heading and what it shows of an item. */
export interface Column<Item> {
  readonly heading: string
  readonly of: (item: Item, colours: Colors) => string
}

const GAP = 2
const LEAST_LAST_COLUMN = 12

/** Items as a table without borders. With a width the last column is cut to fit the terminal. */
export function tableText<Item>(
  items: readonly Item[],
  columns: readonly Column<Item>[],
  { colours, width }: { readonly colours: Colors; readonly width?: number },
): string {
  const rows = items.map((item) => columns.map((column) => column.of(item, colours).replaceAll('\n', ' ')))
  const heads = columns.map((column) => colours.bold(column.heading))
  const room = width === undefined ? undefined : roomForLast([heads, ...rows], width)
  const table = new Table({
    head: heads,
    chars: WITHOUT_BORDERS,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0, compact: true },
  })
  table.push(
    ...rows.map((row) => row.map((cell, index) => (index === row.length - 1 ? cut(cell, room) : cell))),
  )
  return table.toString().replace(/ +$/gm, '')
}

function roomForLast(rows: readonly (readonly string[])[], width: number): number {
  const others = (rows[0] ?? [])
    .slice(0, -1)
    .map((_, column) => Math.max(...rows.map((row) => visible(row[column]))))
  return Math.max(LEAST_LAST_COLUMN, width - others.reduce((sum, length) => sum + length + GAP, 0))
}

function visible(cell: string | undefined): number {
  return stripVTControlCharacters(cell ?? '').length
}

function cut(cell: string, room: number | undefined): string {
  if (room === undefined || visible(cell) <= room) return cell
  return `${stripVTControlCharacters(cell).slice(0, room - 1)}…`
}

const WITHOUT_BORDERS = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' '.repeat(GAP),
}
