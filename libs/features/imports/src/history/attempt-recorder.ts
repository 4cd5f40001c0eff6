import { Injectable } from '@nestjs/common'
import { ImportAttemptStore, type FinishedAttempt, type ImportSource } from '@director/database'
import { describeError, errorLine, type AppError } from '@director/errors'
import { RunCancelled } from '@director/kit'
import type { ImportContext } from '../run/import-context.js'
import type { ImportFindings } from '../run/import-findings.js'
import { hasChanges, type ImportOutcome } from '../run/import-outcome.js'

/** An import or check that was begun, and is recorded when it ends. Recording never fails: what came of it counts more. */
export interface BegunAttempt {
  succeeded(outcome: ImportOutcome): Promise<void>
  failed(failure: AppError): Promise<void>
}

type Ending = Pick<FinishedAttempt, 'outcome'> & Partial<FinishedAttempt>

/**
 * Records imports and checks in the history, each in a transaction of its own: the import's own may be rolled back.
 */
@Injectable()
export class AttemptRecorder {
  constructor(private readonly store: ImportAttemptStore) {}

  /** @param findings what the import knows when it ends, also when it fails */
  begin(source: ImportSource, context: ImportContext, findings: ImportFindings): BegunAttempt {
    const clock = context.clock ?? (() => performance.now())
    const startedAt = clock()
    const end = (ending: Ending) =>
      this.record(
        { ...seenUntilNow(source, context, findings), durationMs: clock() - startedAt, ...ending },
        context,
      )
    return {
      succeeded: (outcome) =>
        end({
          ...figuresOf(outcome),
          outcome: kindOf(outcome, context.checkOnly),
          importRunId: outcome.importRunId ?? null,
        }),
      failed: (failure) => end(endingOf(failure, findings)),
    }
  }

  private async record(attempt: FinishedAttempt, { log }: ImportContext): Promise<void> {
    try {
      await this.store.insert(attempt)
    } catch (error) {
      log.warn('attempt not recorded in the history', { problem: errorLine(describeError(error)) })
    }
  }
}

function kindOf(outcome: ImportOutcome, checkOnly: boolean): 'imported' | 'unchanged' | 'pending' {
  if (!hasChanges(outcome)) return 'unchanged'
  return checkOnly ? 'pending' : 'imported'
}

function endingOf(failure: AppError, findings: ImportFindings): Ending {
  const error = describeError(failure)
  if (failure.code === 'import.held') return { ...figuresOf(findings.outcome()), outcome: 'held', error }
  return failure instanceof RunCancelled ? { outcome: 'cancelled', error } : { outcome: 'failed', error }
}

function figuresOf({ rows, created, changed, removed, unchanged, checksum }: ImportOutcome) {
  return { rowCount: rows, created, changed, removed, unchanged, checksum }
}

function seenUntilNow(
  source: ImportSource,
  { runId, checkOnly }: ImportContext,
  { comparison, skipped, columns }: ImportFindings,
): Omit<FinishedAttempt, 'outcome' | 'durationMs'> {
  return {
    sourceId: source.id,
    runId,
    requestedBy: null,
    checkOnly,
    rowCount: comparison.rows,
    created: 0,
    changed: 0,
    removed: 0,
    unchanged: 0,
    skipped: skipped.count,
    checksum: null,
    importRunId: null,
    error: null,
    columns: [...columns.withValues].toSorted(),
    skippedRows: skipped.listed,
  }
}
