import { AppError, within } from '@director/errors'
import type { NewRow } from '@director/database'
import type { Row } from '@director/modifiers'
import { digestOf, hexOf, type Digest } from '../rows/digest.js'
import { RowChecksums } from '../rows/row-checksum.js'
import { rowData } from '../rows/row-data.js'
import { compileKey, refuseMissingKeyColumn, type KeyReader } from '../rows/row-key.js'
import { RowLedger } from './row-ledger.js'
import { RowsetChecksum } from '../rows/rowset-checksum.js'
import type { ModifiedRows } from '../modifiers/source-modifiers.js'

/** How often a reader of rows is told how far it is. */
const ROWS_PER_REPORT = 5_000

/** What one import found; grows while rows are read. */
export interface RowCounts {
  rows: number
  created: number
  changed: number
  unchanged: number
}

/** Compares the rows of one import with the stored ones while they stream by. */
export class RowComparison {
  readonly counts: RowCounts = { rows: 0, created: 0, changed: 0, unchanged: 0 }
  private readonly ledger = new RowLedger()
  private readonly rowset = new RowsetChecksum()
  private readonly checksums = new RowChecksums()
  private readonly keyOf: KeyReader

  constructor(
    private readonly keyColumn: string,
    /** Called every few thousand rows and at the end. */
    private readonly report: (rows: number) => void,
  ) {
    this.keyOf = compileKey(keyColumn)
  }

  /** True before the first import of a source. */
  get isFirst(): boolean {
    return this.ledger.isEmpty
  }

  /** Stored rows the source no longer has; final when all rows were read. */
  get removed(): number {
    return this.ledger.missing
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
   * @throws AppError with the row's number (1-based): `import.missing-key`, `import.bad-key`, `import.duplicate-key`,
   *   `import.unstorable-value`
   */
  async *differing({ batches, rowName }: ModifiedRows): AsyncGenerator<readonly NewRow[]> {
    const { counts } = this
    let reportAt = ROWS_PER_REPORT
    for await (const batch of batches) {
      const different: NewRow[] = []
      for (const row of batch) {
        counts.rows++
        if (counts.rows === 1) refuseMissingKeyColumn(row, this.keyColumn)
        const newRow = this.compare(row, counts.rows, rowName)
        if (newRow !== undefined) different.push(newRow)
      }
      if (counts.rows >= reportAt) {
        this.report(counts.rows)
        reportAt = counts.rows + ROWS_PER_REPORT
      }
      if (different.length > 0) yield different
    }
    this.report(counts.rows)
  }

  private compare(row: Row, rowNumber: number, rowName: string): NewRow | undefined {
    try {
      const key = this.keyOf(row)
      const keyDigest = digestOf(key)
      const checksum = this.checksums.of(row)
      const state = this.ledger.record(keyDigest, checksum, rowNumber)
      if (state === 'duplicate') throw this.duplicate(key, keyDigest, rowNumber, rowName)
      this.rowset.add(checksum)
      this.counts[state]++
      return state === 'unchanged' ? undefined : { key, checksum: hexOf(checksum), data: rowData(row) }
    } catch (error) {
      throw within(`${rowName} ${rowNumber}`, error)
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
