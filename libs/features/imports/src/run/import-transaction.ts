import { Injectable } from '@nestjs/common'
import { RowImportStore, type ImportSource, type Transaction } from '@director/database'
import type { RecordedAttempt } from '../history/attempt-recorder.js'
import { ReadAhead, type ReadAheadLimit } from '../reading/read-ahead.js'
import { ReadProgress } from '../reading/read-progress.js'
import { SourceRows } from '../reading/source-rows.js'
import type { ImportContext } from './import-context.js'
import { ImportFindings } from './import-findings.js'
import { hasChanges, type ImportOutcome } from './import-outcome.js'
import type { OpenImport } from './open-import.js'
import type { PreparedBatch } from './row-preparation.js'
import { DifferenceWriter, type WrittenRows } from './difference-writer.js'

/** Some 10,000 rows of usual size wait at most: what is prepared in the tenth of a second the stored ones take. */
const PREPARED_AHEAD: ReadAheadLimit<PreparedBatch> = {
  sizeOf: ({ rows }) => rows.reduce((characters, { data }) => characters + data.length, 0),
  most: 4 * 1024 * 1024,
}

/** The one transaction of an import: all rows are read and compared, then the difference is applied or held. */
@Injectable()
export class ImportTransaction {
  constructor(
    private readonly rows: SourceRows,
    private readonly store: RowImportStore,
    private readonly difference: DifferenceWriter,
  ) {}

  /**
   * @param attempt of this import: is told what it reads, and in the same transaction of its success
   * @returns what was applied, what is held when guards are broken, or what would be done when it is only a check
   * @throws AppError `import-source.unknown-rules`, those of the source's type, of its modifiers and of the comparison; nothing is stored then
   */
  async carryOut(sourceId: string, context: ImportContext, attempt: RecordedAttempt): Promise<ImportOutcome> {
    const work = async (transaction: Transaction, source: ImportSource) => {
      const findings = new ImportFindings(source, context.log)
      attempt.reads(findings)
      const open = { transaction, source, context, findings }
      const written = await this.read(open)
      context.signal.throwIfAborted()
      const outcome = await this.settle(open, written)
      context.signal.throwIfAborted()
      await attempt.succeeded(outcome, transaction)
      return outcome
    }
    return this.store.importing(sourceId, context.signal, work, attempt.transactions)
  }

  /** @returns undefined when it is only a check */
  private async read(open: OpenImport): Promise<WrittenRows | undefined> {
    const { transaction, source, context } = open
    const { comparison, preparation, skipped } = open.findings
    // The first rows are read and prepared while the stored ones are looked at.
    const modified = this.rows.of(source, context, skipped)
    const rows = new ReadAhead(preparation.prepared(modified), PREPARED_AHEAD)
    try {
      comparison.reserve(await this.store.storedRowCount(transaction, source.id))
      for await (const fingerprints of this.store.currentFingerprints(transaction, source.id)) {
        comparison.expect(fingerprints)
      }
    } catch (error) {
      await rows.close()
      throw error
    }
    const progress = new ReadProgress({
      source: source.name,
      rowsBefore: comparison.rowsBefore,
      log: context.log,
      progress: (step) => context.progress(step),
      clock: context.clock ?? (() => performance.now()),
    })
    const different = comparison.differing(rows, modified.rowName, (done) => progress.report(done))
    if (!context.checkOnly) return this.difference.write(open, different)
    for await (const _batch of different);
    return undefined
  }

  private async settle(open: OpenImport, written: WrittenRows | undefined): Promise<ImportOutcome> {
    const found = open.findings.outcome()
    if (written === undefined) return found
    if (found.brokenGuards.length > 0) {
      await this.difference.hold(open, written, found)
      return found
    }
    await this.difference.dropHeld(open)
    if (!hasChanges(found)) return found
    return { ...found, importRunId: await this.difference.apply(open, written, found) }
  }
}
