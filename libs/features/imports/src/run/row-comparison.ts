import { AppError, within } from '@director/errors'
import type { NewRow } from '@director/database'
import type { Row } from '@director/modifiers'
import { digestOf, hexOf, type Digest } from '../rows/digest.js'
import { compileKey, refuseMissingKeyColumn, type KeyReader } from '../rows/row-key.js'
import { RowTexts } from '../rows/row-text.js'
import { RowsetChecksum } from '../rows/rowset-checksum.js'
import type { SkippedRows } from '../skipping/skipped-rows.js'
import type { ModifiedRows } from '../modifiers/source-modifiers.js'
import { RowLedger } from './row-ledger.js'
import type { SeenColumns } from '../reading/seen-columns.js'

/** Compares the rows of one import with the stored ones while they stream by. */
export class RowComparison {
  /** Rows by what they are, compared with the stored ones; grows while rows are read. */
  readonly counts = { created: 0, changed: 0, unchanged: 0 }
  private readonly ledger = new RowLedger()
  private readonly rowset = new RowsetChecksum()
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

  /** True before the first import of a source. */
  get isFirst(): boolean {
    return this.ledger.isEmpty
  }

  /** Rows the source has; those that were skipped are not counted. */
  get rows(): number {
    const { created, changed, unchanged } = this.counts
    return created + changed + unchanged
  }

  /** Stored rows the source no longer has; final when all rows were read. */
  get removed(): number {
    return this.ledger.missing
  }

  /** Rows that were stored before. */
  get rowsBefore(): number {
    return this.counts.changed + this.counts.unchanged + this.removed
  }

  get checksum(): string {
    return this.rowset.toString()
  }

  expect(fingerprints: Buffer): void {
    this.ledger.expect(fingerprints)
  }

  isRemoved(key: string): boolean {
    return this.ledger.isMissing(digestOf(key))
  }

  /**
   * Reads all batches and passes on what is new or changed, batch by batch.
   *
   * @param report called after every batch with the rows read so far, and at the end
   * @throws AppError with the row's number (1-based): `import.missing-key`, `import.bad-key`, `import.duplicate-key`,
   *   `import.unstorable-value`, `import.too-many-skipped`
   */
  async *differing(
    { batches, rowName }: ModifiedRows,
    report: (rowsRead: number) => void,
  ): AsyncGenerator<readonly NewRow[]> {
    for await (const batch of batches) {
      const different: NewRow[] = []
      for (const row of batch) {
        this.rowsRead++
        if (this.rowsRead === 1) this.lookAtFirst(row)
        const newRow = this.compare(row, this.rowsRead, rowName)
        if (newRow !== undefined) different.push(newRow)
      }
      report(this.rowsRead)
      if (different.length > 0) yield different
    }
    if (this.rowsRead === 0) report(0)
  }

  /** A column the first row lacks altogether is misspelt; unless rows may lack their key. */
  private lookAtFirst(row: Row): void {
    if (!this.skipped.mayBe('missingKeys')) refuseMissingKeyColumn(row, this.keyColumn)
  }

  private compare(row: Row, rowNumber: number, rowName: string): NewRow | undefined {
    let key: string | null = null
    try {
      key = this.keyOf(row)
      // Before the row is remembered: one that cannot be stored may be left out, and nothing has to be taken back.
      const data = this.texts.of(row)
      const keyDigest = digestOf(key)
      const checksum = digestOf(data)
      const state = this.ledger.record(keyDigest, checksum, rowNumber)
      if (state === 'duplicate') throw this.duplicate(key, keyDigest, rowNumber, rowName)
      this.rowset.add(checksum)
      this.counts[state]++
      this.columns.look(row)
      return state === 'unchanged' ? undefined : { key, checksum: hexOf(checksum), data }
    } catch (error) {
      // What is no known failure is a bug and has no place in any policy.
      const failure = within(`${rowName} ${rowNumber}`, error)
      this.skipped.leaveOut(failure, rowNumber, key)
      return undefined
    }
  }

  private duplicate(key: string, keyDigest: Digest, rowNumber: number, rowName: string): AppError {
    const firstRow = this.ledger.rowNumberOf(keyDigest)
    return new AppError('import.duplicate-key', `the key "${key}" was already in ${rowName} ${firstRow}`, {
      expected: 'every key once',
      received: `"${key}" in the ${rowName}s ${firstRow} and ${rowNumber}`,
      remedy: 'Correct the source, or choose a key column whose values are unique',
      details: { key, rows: [firstRow, rowNumber] },
    })
  }
}
