import type { JobLog, Progress } from '@director/kit'

/** What an import needs from the run it belongs to. */
export interface ImportContext {
  readonly signal: AbortSignal
  readonly log: JobLog
  progress(progress: Progress): void
  /** Compare only, store nothing. */
  readonly checkOnly: boolean
  /** The job run; null when there is none. */
  readonly runId: string | null
  /** Milliseconds that never go back, for durations; default: those of the process. */
  readonly clock?: () => number
}
