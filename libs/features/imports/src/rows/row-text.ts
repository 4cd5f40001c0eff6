import type { Row, Value } from '@director/modifiers'
import { asJson } from './as-json.js'
import { exactNumber } from './exact-number.js'
import { bytes, refuseUnstorable } from './unstorable-value.js'

/** A column's name as JSON with what stands before and after it. Between texts, one piece closes and opens quotes. */
interface Column {
  readonly name: string
  readonly textAfterText: string
  readonly textAfterOther: string
  readonly otherAfterText: string
  readonly otherAfterOther: string
}

// All but what JSON writes as it is: control characters, quote, backslash, and halves of characters beyond the basic plane.
const NEEDS_CARE = /[^ !#-[\]-\uD7FF\uE000-\uFFFF]/

/**
 * Rows as JSON text, the same for the same content: columns and keys of nested objects in the order of their names,
 * columns without a value left out, as in Director. It is what is stored and what checksums are made of.
 *
 * One instance serves one import: it keeps the sorted columns while rows have the same ones. Written by hand because
 * JSON.stringify cannot sort; with as few pieces as can be, because each costs memory (15 columns: 1.0 µs).
 */
export class RowTexts {
  private names: readonly string[] = []
  private columns: readonly Column[] = []

  /** @throws AppError `import.unstorable-value` for bytes, NUL and halves of characters, naming the column */
  of(row: Row): string {
    this.learnColumns(row)
    let text = ''
    let isInText = false
    for (const column of this.columns) {
      const value = row[column.name]
      if (value === null || value === undefined) continue
      if (typeof value === 'string' && !NEEDS_CARE.test(value)) {
        const label = isInText ? column.textAfterText : column.textAfterOther
        text += text === '' ? label.slice(1) : label
        text += value
        isInText = true
      } else {
        const label = isInText ? column.otherAfterText : column.otherAfterOther
        text += text === '' ? label.slice(1) : label
        text += jsonOf(value, column.name)
        isInText = false
      }
    }
    return isInText ? `{${text}"}` : `{${text}}`
  }

  private learnColumns(row: Row): void {
    if (this.hasKnownColumns(row)) return
    this.names = Object.keys(row)
    this.columns = this.names.toSorted().map((name) => columnOf(name))
  }

  // Without Object.keys, which makes a list of every row.
  private hasKnownColumns(row: Row): boolean {
    let index = 0
    for (const name in row) if (this.names[index++] !== name) return false
    return index === this.names.length
  }
}

function columnOf(name: string): Column {
  const label = quoted(name, name)
  return {
    name,
    textAfterText: `",${label}:"`,
    textAfterOther: `,${label}:"`,
    otherAfterText: `",${label}:`,
    otherAfterOther: `,${label}:`,
  }
}

function quoted(text: string, column: string): string {
  if (!NEEDS_CARE.test(text)) return `"${text}"`
  refuseUnstorable(text, column)
  return JSON.stringify(text)
}

function jsonOf(raw: Value, column: string): string {
  if (typeof raw === 'number') return Number.isFinite(raw) ? `${raw}` : 'null'
  // Before asking for its JSON: bytes of Node's Buffer have some, which is a list of numbers.
  if (raw instanceof Uint8Array) throw bytes(column)
  const value = asJson(raw)
  if (typeof value === 'string') return quoted(value, column)
  if (typeof value === 'bigint') return JSON.stringify(exactNumber(value))
  if (Array.isArray(value)) return `[${value.map((entry) => jsonOf(entry, column)).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  return jsonOfObject(value, column)
}

function jsonOfObject(value: object, column: string): string {
  const entries = Object.entries(value)
    .filter(([, entry]) => entry !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1))
  return `{${entries.map(([key, entry]) => `${quoted(key, column)}:${jsonOf(entry, column)}`).join(',')}}`
}
