const DAY_MS = 86_400_000
const EPOCH_1900_MS = Date.UTC(1899, 11, 30)
const EPOCH_1904_MS = Date.UTC(1904, 0, 1)

/** A cell as the file has it. */
export interface Cell {
  /** `s` shared text, `str` and `inlineStr` text, `b` boolean, `e` error, `d` date, `n` or none: number. */
  readonly kind: string
  /** Number of its style. */
  readonly style: number
  readonly content: string
}

/** What the value of a cell depends on. */
export interface CellContext {
  readonly texts: readonly string[]
  readonly dateStyles: readonly boolean[]
  readonly from1904: boolean
}

/**
 * The value of a cell: text, number or boolean; null when it is empty. What is shown as a date is text:
 * `2026-01-31`, or `2026-01-31T08:30:00` with a time. A formula's value is the one saved with it.
 */
export function cellValue(
  { kind, style, content }: Cell,
  context: CellContext,
): string | number | boolean | null {
  if (content === '') return null
  if (kind === 's') return context.texts[Number(content)] || null
  if (kind === 'b') return content === '1'
  if (kind !== 'n' && kind !== '') return content
  const number = Number(content)
  if (!Number.isFinite(number)) return content
  return context.dateStyles[style] === true ? dateText(number, context.from1904) : number
}

/** Column of a cell from 0, out of its place: B7 is 1. Undefined when the place is not written. */
export function columnOf(place: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}(?=\d)/.exec(place ?? '')?.[0]
  if (letters === undefined) return undefined
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}

function dateText(days: number, from1904: boolean): string | number {
  const date = new Date(
    (from1904 ? EPOCH_1904_MS : EPOCH_1900_MS) + Math.round((days * DAY_MS) / 1_000) * 1_000,
  )
  if (Number.isNaN(date.getTime())) return days
  const text = date.toISOString().slice(0, 19)
  if (days >= 0 && days < 1) return text.slice(11)
  return text.endsWith('T00:00:00') ? text.slice(0, 10) : text
}
