import type { DescribedError } from '@director/errors'
import type { ImportFigures } from '../imports/import-figures.js'

/**
 * What came of an attempt: stored, nothing to store, only checked and different (`pending`), held by a guard, failed,
 * stopped, or a held import that a person approved or rejected.
 */
export type AttemptEnding =
  'imported' | 'unchanged' | 'pending' | 'held' | 'failed' | 'cancelled' | 'approved' | 'rejected'

/** Also of attempts without an ending: under way, or `lost` because their process is gone. */
export type AttemptOutcome = AttemptEnding | 'running' | 'lost'

/** A row that was left out of an import. */
export interface SkippedRow {
  /** Counted as the message counts; 0 when a modifier that holds rows lost its number. */
  readonly row: number
  /** Null when the row has none or it is not known. */
  readonly key: string | null
  readonly code: string
  readonly message: string
}

/** One import or check of a source, whatever came of it. */
export interface ImportAttempt extends ImportFigures {
  /** Grows with every attempt. */
  readonly id: number
  readonly sourceId: string
  /** The job run; null when it was none. */
  readonly runId: string | null
  /** Who approved or rejected; null for imports and checks. */
  readonly requestedBy: string | null
  readonly checkOnly: boolean
  readonly startedAt: Date
  /** Null while it is under way, and when it was lost. */
  readonly finishedAt: Date | null
  readonly outcome: AttemptOutcome
  /** Rows the source has, skipped ones not counted; of a failed or stopped attempt those read until then; 0 of others. */
  readonly rowCount: number
  /** Null when not all rows were read. */
  readonly checksum: string | null
  /** The import run it stored; null when it stored none. */
  readonly importRunId: number | null
  /** Why it failed or was held. */
  readonly error: DescribedError | null
  /** Columns that had a value, sorted. */
  readonly columns: readonly string[]
  /** The first rows that were left out. */
  readonly skippedRows: readonly SkippedRow[]
}

/** What is known of an attempt when it begins. */
export type BegunAttempt = Pick<ImportAttempt, 'sourceId' | 'runId' | 'requestedBy' | 'checkOnly'>

/** What is known of an attempt when it ends. */
export interface EndedAttempt extends Omit<
  ImportAttempt,
  keyof BegunAttempt | 'id' | 'startedAt' | 'finishedAt' | 'outcome'
> {
  readonly outcome: AttemptEnding
}

/** The attempt that tells the state of a source. */
export interface LastAttempt extends Pick<ImportAttempt, 'sourceId' | 'outcome' | 'startedAt' | 'error'> {
  /** Since when an import of the source waits for a decision; null when none does. */
  readonly heldAt: Date | null
}
