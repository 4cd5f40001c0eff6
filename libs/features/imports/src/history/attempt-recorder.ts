import { Injectable } from '@nestjs/common'
import {
  ImportAttemptStore,
  type EndedAttempt,
  type ImportSource,
  type OpenAttempt,
  type Transaction,
  type Transactions,
} from '@director/database'
import { describeError, errorLine, within, type AppError } from '@director/errors'
import { RunCancelled } from '@director/kit'
import { heldImport } from '../guards/held-import-error.js'
import type { ImportContext } from '../run/import-context.js'
import type { ImportFindings } from '../run/import-findings.js'
import { hasChanges, type ImportOutcome } from '../run/import-outcome.js'

/** An import or check in the history, from its begin to its end. */
export interface RecordedAttempt {
  /** Where the import's transaction belongs; undefined when the history cannot be written: it has no attempt then. */
  readonly transactions: Transactions | undefined
  /** Takes what the import knows when it ends, also when it fails; until then it has read nothing. */
  reads(findings: ImportFindings): void
  /** Tells what came of it in the import's own transaction, so that neither is stored without the other. */
  succeeded(outcome: ImportOutcome, transaction: Transaction): Promise<void>
  /** Tells why nothing came of it. Never fails, and never replaces an end that was stored. */
  failed(failure: AppError): Promise<void>
  /** To be called whatever came of it. Never fails. */
  close(): Promise<void>
}

type Ending = Pick<EndedAttempt, 'outcome'> & Partial<EndedAttempt>

/** Records imports and checks in the history. One whose process dies stays without an end there, and is seen as lost. */
@Injectable()
export class AttemptRecorder {
  constructor(private readonly store: ImportAttemptStore) {}

  /** Never fails: what comes of the import counts more. */
  async begin(source: ImportSource, context: ImportContext): Promise<RecordedAttempt> {
    const open = await this.open(source, context)
    let findings: ImportFindings | undefined
    const withFindings = (ending: Ending) => ({ ...seenUntilNow(findings), ...ending })
    return {
      transactions: open,
      reads: (found) => void (findings = found),
      succeeded: async (outcome, transaction) =>
        open?.end(withFindings(successOf(outcome, context.checkOnly)), transaction),
      failed: async (failure) => {
        await open
          ?.end(withFindings(failureOf(failure)))
          .catch((error: unknown) => notRecorded(context, error))
      },
      close: async () => open?.close(),
    }
  }

  private async open(
    { id: sourceId }: ImportSource,
    context: ImportContext,
  ): Promise<OpenAttempt | undefined> {
    try {
      const { runId, checkOnly } = context
      return await this.store.begin({ sourceId, runId, checkOnly, requestedBy: null })
    } catch (error) {
      notRecorded(context, error)
      return undefined
    }
  }
}

function notRecorded({ log }: ImportContext, error: unknown): void {
  log.warn('attempt not recorded in the history', { problem: errorLine(describeError(error)) })
}

function successOf(outcome: ImportOutcome, checkOnly: boolean): Ending {
  const figures = figuresOf(outcome)
  if (!checkOnly && outcome.brokenGuards.length > 0) {
    const held = within(`import source "${outcome.source}"`, heldImport(outcome))
    return { ...figures, outcome: 'held', error: describeError(held) }
  }
  const importRunId = outcome.importRunId ?? null
  if (!hasChanges(outcome)) return { ...figures, outcome: 'unchanged', importRunId }
  return { ...figures, outcome: checkOnly ? 'pending' : 'imported', importRunId }
}

function failureOf(failure: AppError): Ending {
  return {
    outcome: failure instanceof RunCancelled ? 'cancelled' : 'failed',
    error: describeError(failure),
  }
}

function figuresOf({ rows, created, changed, removed, unchanged, checksum }: ImportOutcome) {
  return { rowCount: rows, created, changed, removed, unchanged, checksum }
}

function seenUntilNow(findings: ImportFindings | undefined): Omit<EndedAttempt, 'outcome'> {
  return {
    rowCount: findings?.comparison.rows ?? 0,
    created: 0,
    changed: 0,
    removed: 0,
    unchanged: 0,
    skipped: findings?.skipped.count ?? 0,
    checksum: null,
    importRunId: null,
    error: null,
    columns: [...(findings?.columns.withValues ?? [])].toSorted(),
    skippedRows: findings?.skipped.listed ?? [],
  }
}
