import type { ChangeAuthor, StoredSyncRule, Transaction } from '@director/database'
import { RunCancelled, type JobLog, type Progress } from '@director/kit'
import type { CompiledRule } from '@director/sync-plan'
import type { SyncCounts } from './sync-outcome.js'

/** What a sync needs from whoever starts it. */
export interface SyncContext {
  /** False: find out what would change, and take it back. */
  readonly applyChanges: boolean
  readonly author: ChangeAuthor
  readonly signal: AbortSignal
  readonly log: JobLog
  progress(progress: Progress): void
}

/** One sync under way. */
export interface SyncUnderWay {
  readonly transaction: Transaction
  readonly stored: StoredSyncRule
  readonly rule: CompiledRule
  readonly context: SyncContext
  readonly counts: SyncCounts
}

/** @throws what aborted the run, or RunCancelled */
export function stopWhenAborted(signal: AbortSignal): void {
  if (!signal.aborted) return
  throw signal.reason instanceof RunCancelled
    ? signal.reason
    : new RunCancelled('the sync was stopped; nothing was written')
}
