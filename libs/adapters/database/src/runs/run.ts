import type { DescribedError } from '@director/errors'

/** The states of a run; the last six are final. */
export type RunState =
  'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled' | 'timed-out' | 'lost' | 'skipped'

export const FINAL_STATES = [
  'succeeded',
  'failed',
  'cancelled',
  'timed-out',
  'lost',
  'skipped',
] as const satisfies RunState[]

export type FinalState = (typeof FINAL_STATES)[number]

export type RunTrigger = 'schedule' | 'manual' | 'retry'

/** One run as the history shows it. */
export interface Run {
  readonly id: string
  /** Grows with every run; what operators type. */
  readonly number: number
  readonly definitionId: string | null
  readonly definitionName: string
  readonly definitionRevision: number
  readonly type: string
  readonly lane: string
  readonly trigger: RunTrigger
  readonly requestedBy: string | null
  readonly slotAt: Date
  readonly attempt: number
  readonly state: RunState
  readonly queuedAt: Date
  readonly startedAt: Date | null
  readonly finishedAt: Date | null
  readonly worker: string | null
  readonly progress: { readonly done: number; readonly total?: number; readonly unit: string } | null
  readonly message: string | null
  readonly counters: Readonly<Record<string, number>>
  readonly error: DescribedError | null
  readonly cancelReason: string | null
}

/** A run whose claim succeeded: what the worker needs to carry it out. */
export interface ClaimedRun {
  readonly id: string
  readonly number: number
  readonly definitionId: string | null
  readonly definitionName: string
  readonly type: string
  /** As stored: secrets are sealed. */
  readonly settings: Readonly<Record<string, unknown>>
  readonly lane: string
  readonly timeoutSeconds: number
  readonly trigger: RunTrigger
  /** Somebody asked for it, at its first attempt; then its time period does not matter. */
  readonly isRequested: boolean
  readonly slotAt: Date
  readonly attempt: number
  /** Every later write of this worker carries it; a newer claim makes it worthless. */
  readonly fence: string
  readonly startedAt: Date
  /** What the definition says about repeating an interrupted run. */
  readonly delivery: 'at_least_once' | 'at_most_once'
  /** Of the definition as it is now; null when it was deleted meanwhile. */
  readonly timePeriod: string | null
  readonly timeZone: string | null
}

/** How a run ended. */
export interface RunOutcome {
  readonly state: FinalState
  readonly message: string
  readonly counters?: Readonly<Record<string, number>>
  readonly error?: DescribedError
}

/** PostgreSQL's spelling of a state. */
export function storedState(state: RunState): string {
  return state.replace('-', '_')
}
