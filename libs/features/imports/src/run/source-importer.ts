import { Injectable } from '@nestjs/common'
import { RowImportStore, type ImportSource, type NewRow, type Transaction } from '@director/database'
import { AppError, within } from '@director/errors'
import { RunCancelled, type JobLog, type Progress } from '@director/kit'
import { ImportSourceRegistry } from '../sources/import-source-registry.js'
import { ImportSources } from '../sources/import-sources.js'
import { SourceSettings } from '../sources/source-settings.js'
import { hasChanges, type ImportOutcome } from './import-outcome.js'
import { inBatches } from './row-batches.js'
import { RowComparison } from './row-comparison.js'
import { SourceModifiers, type ModifiedRows } from '../modifiers/source-modifiers.js'

/** What an import needs from the run it belongs to. */
export interface ImportContext {
  readonly signal: AbortSignal
  readonly log: JobLog
  progress(progress: Progress): void
  /** Compare only, store nothing. */
  readonly checkOnly: boolean
  /** The job run; null when there is none. */
  readonly runId: string | null
}

const KEYS_PER_STATEMENT = 10_000

/**
 * Imports one source: reads all rows, compares them with the stored ones and stores the difference as a new version.
 * All or nothing: when anything fails, the rows of the last good import stay.
 *
 * @see Director: one bad row fails the import; an import without changes leaves no trace
 */
@Injectable()
export class SourceImporter {
  constructor(
    private readonly sources: ImportSources,
    private readonly registry: ImportSourceRegistry,
    private readonly settings: SourceSettings,
    private readonly modifiers: SourceModifiers,
    private readonly store: RowImportStore,
  ) {}

  /**
   * @throws AppError with the source's name in front: those of its type, of its modifiers and of {@link RowComparison};
   *   RunCancelled when the signal aborts
   */
  async import(sourceName: string, context: ImportContext): Promise<ImportOutcome> {
    try {
      const source = await this.sources.stored(sourceName)
      return await this.store.importing(source.id, context.signal, (transaction) =>
        this.importRows(transaction, source, context),
      )
    } catch (error) {
      if (context.signal.aborted) throw stopReason(context.signal)
      throw within(`import source "${sourceName}"`, error)
    }
  }

  private rowsOf(source: ImportSource, { signal, log }: ImportContext): ModifiedRows {
    const { reader } = this.registry.get(source.type)
    // The schema of the reader's own type made these settings.
    const settings = this.settings.parse(source.type, source.settings) as never
    const rows = reader().rows({ settings, signal, log })
    return this.modifiers.modify(source, inBatches(rows, signal), log)
  }

  private async importRows(
    transaction: Transaction,
    source: ImportSource,
    context: ImportContext,
  ): Promise<ImportOutcome> {
    const comparison = new RowComparison(source.keyColumn, (done) => context.progress({ done, unit: 'rows' }))
    for await (const fingerprints of this.store.currentFingerprints(transaction, source.id)) {
      comparison.expect(fingerprints)
    }
    const batches = comparison.differing(this.rowsOf(source, context))
    const firstRunId = context.checkOnly
      ? await readOnly(batches)
      : await this.write(transaction, source, comparison.isFirst, batches)
    context.signal.throwIfAborted()
    const { removed, checksum } = comparison
    const found = { source: source.name, ...comparison.counts, removed, checksum, importRunId: undefined }
    if (context.checkOnly || !hasChanges(found)) return found
    const importRunId = firstRunId ?? (await this.applyChanges(transaction, source, comparison))
    if (found.rows === 0) {
      context.log.warn('the source gave no rows; all rows were removed', { source: source.name, removed })
    }
    await this.store.insertImportRun(transaction, {
      id: importRunId,
      sourceId: source.id,
      runId: context.runId,
      rowCount: found.rows,
      created: found.created,
      changed: found.changed,
      removed,
      checksum,
    })
    context.signal.throwIfAborted()
    return { ...found, importRunId }
  }

  /** @returns the import run the rows were written for; undefined when they are staged and still to be applied */
  private async write(
    transaction: Transaction,
    source: ImportSource,
    isFirst: boolean,
    batches: AsyncIterable<readonly NewRow[]>,
  ): Promise<number | undefined> {
    if (!isFirst) {
      await this.store.stageRows(transaction, batches)
      return undefined
    }
    const id = await this.store.nextImportRunId(transaction)
    await this.store.copyFirstRows(transaction, { id, sourceId: source.id }, batches)
    return id
  }

  private async applyChanges(
    transaction: Transaction,
    source: ImportSource,
    comparison: RowComparison,
  ): Promise<number> {
    const target = { id: await this.store.nextImportRunId(transaction), sourceId: source.id }
    await this.store.applyStagedRows(transaction, target)
    if (comparison.removed === 0) return target.id
    let keys: string[] = []
    for await (const key of this.store.currentKeys(transaction, source.id)) {
      if (!comparison.isRemoved(key)) continue
      keys.push(key)
      if (keys.length < KEYS_PER_STATEMENT) continue
      await this.store.removeRows(transaction, target, keys)
      keys = []
    }
    await this.store.removeRows(transaction, target, keys)
    return target.id
  }
}

async function readOnly(batches: AsyncIterable<unknown>): Promise<undefined> {
  for await (const _batch of batches);
}

function stopReason(signal: AbortSignal): AppError {
  const reason: unknown = signal.reason
  return reason instanceof AppError
    ? reason
    : new RunCancelled('the import was stopped; nothing of it was stored')
}
