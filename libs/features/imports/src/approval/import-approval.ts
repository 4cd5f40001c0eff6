import { Injectable } from '@nestjs/common'
import {
  HeldImportStore,
  ImportAttemptStore,
  RowImportStore,
  type BegunAttempt,
  type EndedAttempt,
  type HeldImport,
  type ImportSource,
  type Transaction,
} from '@director/database'
import { AppError } from '@director/errors'
import { ImportSources } from '../sources/import-sources.js'
import { heldOutdated } from './held-outdated.js'
import { nothingHeld } from './nothing-held.js'

/** Who decides about a held import, and about which one. */
export interface ApprovalOptions {
  /** The person; stored in the history. */
  readonly by: string
  /** Checksum of what was looked at, which covers rows and key column; left out: what is held when the decision is asked for. */
  readonly checksum?: string
  /** Stops the statement under way; nothing is changed then. */
  readonly signal?: AbortSignal
}

/** A held import that was applied. */
export interface ApprovedImport extends HeldImport {
  /** The import run its rows were stored as. */
  readonly importRunId: number
}

/**
 * Decides about imports that a guard held. What is applied are exactly the rows that were held, whatever the source has
 * by now.
 *
 * @see docs/decisions/0005-guarded-imports.md
 */
@Injectable()
export class ImportApproval {
  constructor(
    private readonly sources: ImportSources,
    private readonly store: HeldImportStore,
    private readonly rows: RowImportStore,
    private readonly attempts: ImportAttemptStore,
  ) {}

  /** What is held of a source; undefined: nothing. @throws AppError `import-source.unknown` */
  async held(name: string): Promise<HeldImport | undefined> {
    const { id } = await this.sources.stored(name)
    return this.store.find(id)
  }

  /**
   * Applies what is held, in one transaction and under the lock of an import: waits for one that is under way.
   *
   * @throws AppError `import-source.unknown`, `import.nothing-held`, `import.held-changed` when something else is held
   *   than what `checksum` names, `import.held-outdated` when other rows are stored than it was compared with
   */
  async approve(name: string, options: ApprovalOptions): Promise<ApprovedImport> {
    return this.deciding(name, options, async (transaction, held) => {
      await this.refuseOutdated(name, transaction, held)
      const { sourceId, runId, rowCount, created, changed, removed, checksum } = held
      const importRunId = await this.rows.nextImportRunId(transaction)
      await this.store.apply(transaction, { id: importRunId, sourceId })
      await this.rows.insertImportRun(transaction, {
        id: importRunId,
        sourceId,
        runId,
        rowCount,
        created,
        changed,
        removed,
        checksum,
      })
      await this.note(transaction, held, { outcome: 'approved', requestedBy: options.by, importRunId })
      return { ...held, importRunId }
    })
  }

  /**
   * Drops what is held; the stored rows stay as they are.
   *
   * @returns what was held
   * @throws AppError those of {@link approve}; also what is outdated can be dropped
   */
  async reject(name: string, options: ApprovalOptions): Promise<HeldImport> {
    return this.deciding(name, options, async (transaction, held) => {
      await this.note(transaction, held, { outcome: 'rejected', requestedBy: options.by, importRunId: null })
      return held
    })
  }

  /** Does what was decided with what is held, which is not held any more then. */
  private async deciding<Result>(
    name: string,
    { checksum, signal = new AbortController().signal }: ApprovalOptions,
    decide: (transaction: Transaction, held: HeldImport) => Promise<Result>,
  ): Promise<Result> {
    const source = await this.sources.stored(name)
    // An import under way may hold other rows before it is our turn; nobody has looked at those.
    const wanted = checksum ?? (await this.store.find(source.id))?.checksum
    if (wanted === undefined) throw nothingHeld(source.name)
    return this.rows.importing(source.id, signal, async (transaction) => {
      const held = await this.store.find(source.id, transaction)
      if (held === undefined) throw nothingHeld(source.name)
      if (wanted !== held.checksum) throw heldChanged(source, wanted, held)
      const result = await decide(transaction, held)
      await this.store.drop(transaction, source.id)
      return result
    })
  }

  /** Every import drops what it outdates; one of an older version, which knows of nothing held, does not. */
  private async refuseOutdated(name: string, transaction: Transaction, held: HeldImport): Promise<void> {
    const latest = await this.rows.latestImportRunId(transaction, held.sourceId)
    if (latest !== held.baseImportRunId) throw heldOutdated(name, held, latest)
  }

  private async note(
    transaction: Transaction,
    held: HeldImport,
    decision: Pick<BegunAttempt & EndedAttempt, 'outcome' | 'requestedBy' | 'importRunId'>,
  ): Promise<void> {
    const { heldAt: _at, keyColumn: _key, baseImportRunId: _base, reasons: _reasons, ...figures } = held
    const attempt = { ...figures, ...decision, checkOnly: false, error: null }
    await this.attempts.insert({ ...attempt, columns: [], skippedRows: [] }, transaction)
  }
}

function heldChanged({ name }: ImportSource, expected: string, { checksum }: HeldImport): AppError {
  return new AppError(
    'import.held-changed',
    `another import of "${name}" is held than the one that was looked at`,
    {
      expected,
      received: checksum,
      remedy: 'Look at what is held now, and decide again',
      details: { source: name, checksum },
    },
  )
}
