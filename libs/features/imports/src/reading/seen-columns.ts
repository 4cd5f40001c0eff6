import { compileColumn, type ColumnReader, type Row, type Value } from '@director/modifiers'

/** Columns remembered; a source whose columns are data may have any number. */
const MOST_COLUMNS = 1_000
/** Of the first rows all columns are looked at, later those of one row in so many: looking takes longer than hashing. */
const FIRST_ROWS = 1_000
const ROWS_BETWEEN = 100

interface AwaitedColumn {
  readonly name: string
  readonly read: ColumnReader
}

/**
 * Columns that have a value in at least one row of an import; null and an empty text are none.
 *
 * Exact for the required ones. Others are seen in the first thousand rows, and in every hundredth after that.
 */
export class SeenColumns {
  private readonly seen = new Set<string>()
  private awaited: AwaitedColumn[]
  private rows = 0

  /** @param required columns that must be found wherever they are; `a.b` reads nested values */
  constructor(required: readonly string[]) {
    this.awaited = required.map((name) => ({ name, read: compileColumn(name) }))
  }

  /** The columns seen so far. */
  get withValues(): ReadonlySet<string> {
    return this.seen
  }

  look(row: Row): void {
    this.rows++
    if (this.awaited.length > 0) this.lookForAwaited(row)
    if (this.rows <= FIRST_ROWS || this.rows % ROWS_BETWEEN === 0) this.learn(row)
  }

  private lookForAwaited(row: Row): void {
    this.awaited = this.awaited.filter(({ name, read }) => {
      if (!hasValue(nested(row, read))) return true
      this.seen.add(name)
      return false
    })
  }

  private learn(row: Row): void {
    for (const name of Object.keys(row)) {
      if (this.seen.size >= MOST_COLUMNS) return
      if (hasValue(row[name] ?? null)) this.seen.add(name)
    }
  }
}

function hasValue(value: Value): boolean {
  return value !== null && value !== ''
}

// A path into something that is no object: the row has no such value.
function nested(row: Row, read: ColumnReader): Value {
  try {
    return read(row)
  } catch {
    return null
  }
}
