import { within } from '@director/errors'
import type { Row } from '@director/modifiers'
import type { ModifiedRows } from '../modifiers/source-modifiers.js'
import type { SeenColumns } from '../reading/seen-columns.js'
import { digestOf, type Digest } from '../rows/digest.js'
import { compileKey, refuseMissingKeyColumn, type KeyReader } from '../rows/row-key.js'
import { RowTexts } from '../rows/row-text.js'
import type { SkippedRows } from '../skipping/skipped-rows.js'

/** A row that can be stored and compared. */
export interface PreparedRow {
  /** Counted from 1, as its messages count. */
  readonly number: number
  readonly key: string
  readonly keyDigest: Digest
  /** Of what is stored. */
  readonly checksum: Digest
  /** The row as it is stored: JSON without line breaks. */
  readonly data: string
}

/** Rows prepared together. */
export interface PreparedBatch {
  readonly rows: readonly PreparedRow[]
  /** Rows read until here, also those that were left out. */
  readonly rowsRead: number
}

/** Makes the rows of one import ready: whatever is needed of each without knowing the others. */
export class RowPreparation {
  private readonly texts = new RowTexts()
  private readonly keyOf: KeyReader
  private rowsRead = 0

  constructor(
    private readonly keyColumn: string,
    private readonly skipped: SkippedRows,
    private readonly columns: SeenColumns,
  ) {
    this.keyOf = compileKey(keyColumn)
  }

  /**
   * @throws AppError with the row's number (1-based): `import.missing-key`, `import.bad-key`,
   *   `import.unstorable-value`, `import.too-many-skipped`
   */
  async *prepared({ batches, rowName }: ModifiedRows): AsyncGenerator<PreparedBatch> {
    for await (const batch of batches) {
      const rows: PreparedRow[] = []
      for (const row of batch) {
        this.rowsRead++
        if (this.rowsRead === 1) this.lookAtFirst(row)
        const prepared = this.prepare(row, this.rowsRead, rowName)
        if (prepared !== undefined) rows.push(prepared)
      }
      yield { rows, rowsRead: this.rowsRead }
    }
  }

  /** A column the first row lacks altogether is misspelt; unless rows may lack their key. */
  private lookAtFirst(row: Row): void {
    if (!this.skipped.mayBe('missingKeys')) refuseMissingKeyColumn(row, this.keyColumn)
  }

  private prepare(row: Row, number: number, rowName: string): PreparedRow | undefined {
    let key: string | null = null
    try {
      key = this.keyOf(row)
      const data = this.texts.of(row)
      this.columns.look(row)
      return { number, key, keyDigest: digestOf(key), checksum: digestOf(data), data }
    } catch (error) {
      // What is no known failure is a bug and has no place in any policy.
      this.skipped.leaveOut(within(`${rowName} ${number}`, error), number, key)
      return undefined
    }
  }
}
