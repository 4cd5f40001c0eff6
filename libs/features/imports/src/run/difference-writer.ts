import { Injectable } from '@nestjs/common'
import { HeldImportStore, RowImportStore, type HeldImport, type NewRow } from '@director/database'
import type { ImportOutcome } from './import-outcome.js'
import type { OpenImport } from './open-import.js'

const KEYS_PER_STATEMENT = 10_000

/** Where the new and changed rows of an import are until it is known what becomes of them. */
export type WrittenRows =
  /** Already in their place, as this import run: the source had no rows before, and none are held. */
  | { readonly kind: 'placed'; readonly importRunId: number }
  /** Beside the current rows. */
  | { readonly kind: 'staged' }

/** Writes the difference an import found: new and changed rows while they are read, then all of it applied or held. */
@Injectable()
export class DifferenceWriter {
  constructor(
    private readonly rows: RowImportStore,
    private readonly heldImports: HeldImportStore,
  ) {}

  /**
   * Writes new and changed rows as they come. The rows of a first import go straight to their place; unless one is held,
   * because they are likely to be held again, and that need not write them once more.
   */
  async write(
    { transaction, source, findings }: OpenImport,
    batches: AsyncIterable<readonly NewRow[]>,
  ): Promise<WrittenRows> {
    const isHeld = (await this.heldImports.find(source.id, transaction)) !== undefined
    if (isHeld || !findings.comparison.isFirst) {
      await this.rows.stageRows(transaction, batches)
      return { kind: 'staged' }
    }
    const importRunId = await this.rows.nextImportRunId(transaction)
    await this.rows.copyFirstRows(transaction, { id: importRunId, sourceId: source.id }, batches)
    return { kind: 'placed', importRunId }
  }

  /** Makes the difference current. @returns the import run it is valid from */
  async apply(open: OpenImport, written: WrittenRows, found: ImportOutcome): Promise<number> {
    const { transaction, source, context } = open
    const { rows: rowCount, created, changed, removed, checksum } = found
    if (rowCount === 0) {
      context.log.warn('the source gave no rows; all rows were removed', { source: source.name, removed })
    }
    const id = written.kind === 'placed' ? written.importRunId : await this.applyStaged(open)
    const importRun = { id, sourceId: source.id, runId: context.runId, rowCount, created, changed, removed }
    await this.rows.insertImportRun(transaction, { ...importRun, checksum })
    return id
  }

  /**
   * Keeps the difference for a person to decide, in the place of one that was kept before. When that is the same
   * difference to the same rows, it stays as it is: a source that is broken for days is held once, not with every import.
   */
  async hold(open: OpenImport, written: WrittenRows, found: ImportOutcome): Promise<void> {
    const { transaction, source } = open
    const before = await this.heldImports.find(source.id, transaction)
    const baseImportRunId = await this.rows.latestImportRunId(transaction, source.id)
    const isSame = before?.checksum === found.checksum && before.baseImportRunId === baseImportRunId
    if (written.kind === 'placed') {
      await this.heldImports.holdPlacedRows(transaction, { id: written.importRunId, sourceId: source.id })
    } else if (!isSame) {
      await this.heldImports.drop(transaction, source.id)
      await this.heldImports.holdStagedRows(transaction, source.id)
      for await (const keys of this.removedKeys(open)) {
        await this.heldImports.holdRemovedKeys(transaction, source.id, keys)
      }
    }
    await this.heldImports.save(transaction, {
      ...heldFigures(open, found),
      baseImportRunId,
      heldAt: isSame ? before.heldAt : undefined,
    })
  }

  /** Drops what is held of a source: the rows it was compared with become others, or nothing differs any more. */
  async dropHeld({ transaction, source, context }: OpenImport): Promise<void> {
    const dropped = await this.heldImports.drop(transaction, source.id)
    if (dropped === undefined) return
    context.log.info('held import dropped', { source: source.name, heldAt: dropped.heldAt })
  }

  private async applyStaged(open: OpenImport): Promise<number> {
    const { transaction, source } = open
    const target = { id: await this.rows.nextImportRunId(transaction), sourceId: source.id }
    await this.rows.applyStagedRows(transaction, target)
    for await (const keys of this.removedKeys(open)) {
      await this.rows.removeRows(transaction, target, keys)
    }
    return target.id
  }

  private async *removedKeys({
    transaction,
    source,
    findings,
  }: OpenImport): AsyncGenerator<readonly string[]> {
    const { comparison } = findings
    if (comparison.removed === 0) return
    let keys: string[] = []
    for await (const key of this.rows.currentKeys(transaction, source.id)) {
      if (!comparison.isRemoved(key)) continue
      keys.push(key)
      if (keys.length < KEYS_PER_STATEMENT) continue
      yield keys
      keys = []
    }
    if (keys.length > 0) yield keys
  }
}

type HeldFigures = Omit<HeldImport, 'heldAt' | 'baseImportRunId'>

function heldFigures({ source, context }: OpenImport, found: ImportOutcome): HeldFigures {
  const { rows: rowCount, created, changed, removed, unchanged, skipped, checksum, brokenGuards } = found
  return {
    sourceId: source.id,
    runId: context.runId,
    keyColumn: source.keyColumn,
    reasons: brokenGuards,
    rowCount,
    created,
    changed,
    removed,
    unchanged,
    skipped,
    checksum,
  }
}
