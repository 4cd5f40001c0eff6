import { AppError } from '@director/errors'
import type { NewRow } from '@director/database'
import { digestOf, hexOf } from '../rows/digest.js'
import { RowsetChecksum } from '../rows/rowset-checksum.js'
import type { SkippedRows } from '../skipping/skipped-rows.js'
import { RowLedger } from './row-ledger.js'
import type { PreparedBatch, PreparedRow } from './row-preparation.js'

/** Compares the rows of one import with the stored ones while they stream by. */
export class RowComparison {
  /** Rows by what they are, compared with the stored ones; grows while rows are read. */
  readonly counts = { created: 0, changed: 0, unchanged: 0 }
  private readonly ledger = new RowLedger()
  private readonly rowset: RowsetChecksum

  constructor(
    keyColumn: string,
    private readonly skipped: SkippedRows,
  ) {
    this.rowset = new RowsetChecksum(keyColumn)
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

  /** Of all rows, whatever their order, and the key column. */
  get checksum(): string {
    return this.rowset.toString()
  }

  /** @param rows how many fingerprints will be expected */
  reserve(rows: number): void {
    this.ledger.reserve(rows)
  }

  expect(fingerprints: Buffer): void {
    this.ledger.expect(fingerprints)
  }

  isRemoved(key: string): boolean {
    return this.ledger.isMissing(digestOf(key))
  }

  /**
   * Compares all batches and passes on what is new or changed, batch by batch.
   *
   * @param rowName what a row's number counts, for messages
   * @param report called after every batch with the rows read so far, and at the end
   * @throws AppError with the row's number: `import.duplicate-key`, `import.too-many-skipped`
   */
  async *differing(
    batches: AsyncIterable<PreparedBatch>,
    rowName: string,
    report: (rowsRead: number) => void,
  ): AsyncGenerator<readonly NewRow[]> {
    let isEmpty = true
    for await (const { rows, rowsRead } of batches) {
      isEmpty = false
      const different: NewRow[] = []
      for (const row of rows) {
        if (this.differs(row, rowName)) {
          different.push({ key: row.key, checksum: hexOf(row.checksum), data: row.data })
        }
      }
      report(rowsRead)
      if (different.length > 0) yield different
    }
    if (isEmpty) report(0)
  }

  private differs(row: PreparedRow, rowName: string): boolean {
    const state = this.ledger.record(row.keyDigest, row.checksum, row.number)
    if (state === 'duplicate') {
      this.skipped.leaveOut(this.duplicate(row, rowName), row.number, row.key)
      return false
    }
    this.rowset.add(row.checksum)
    this.counts[state]++
    return state !== 'unchanged'
  }

  private duplicate({ key, keyDigest, number }: PreparedRow, rowName: string): AppError {
    const firstRow = this.ledger.rowNumberOf(keyDigest)
    return new AppError(
      'import.duplicate-key',
      `${rowName} ${number}: the key "${key}" was already in ${rowName} ${firstRow}`,
      {
        expected: 'every key once',
        received: `"${key}" in the ${rowName}s ${firstRow} and ${number}`,
        remedy: 'Correct the source, or choose a key column whose values are unique',
        details: { key, rows: [firstRow, number] },
      },
    )
  }
}
