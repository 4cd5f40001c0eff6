import type { HandlerOutcome, LogFields, LogLevel, Progress, RunInfo } from '@director/kit'

/** Why a handler's signal is aborted. */
export type AbortKind = 'cancel' | 'timeout' | 'shutdown' | 'lease-lost'

/** What a worker tells a job process. */
export type ToJobProcess =
  | {
      readonly kind: 'run'
      readonly run: RunInfo
      readonly settings: Readonly<Record<string, unknown>>
      readonly leaseMs: number
    }
  | { readonly kind: 'abort'; readonly why: AbortKind; readonly reason: string }
  /** The lease was renewed: go on for another `leaseMs`. */
  | { readonly kind: 'renewed'; readonly leaseMs: number }

/** What a job process tells its worker. */
export type FromJobProcess =
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'log'
      readonly at: Date
      readonly level: LogLevel
      readonly message: string
      readonly fields: LogFields | null
    }
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'finished'; readonly outcome: HandlerOutcome; readonly residentBytes: number }
