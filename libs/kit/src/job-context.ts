import { AppError } from '@director/errors'

/** A figure the run reports: rows read, objects changed, files written. Names are camelCase words. */
export type Counters = Readonly<Record<string, number>>

/** What a handler may return: nothing, a message for the history, or a message with counters. */
export type JobResult = void | string | { readonly message: string; readonly counters?: Counters }

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/** Data beside a log message: flat, small, without secrets. */
export type LogFields = Readonly<Record<string, unknown>>

/** Lines are stored with the run and streamed to whoever watches it. */
export interface JobLog {
  debug(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
}

/** How far a run is. `total` is unknown for streams. */
export interface Progress {
  readonly done: number
  readonly total?: number
  /** What is counted: `rows`, `objects`, `files`. */
  readonly unit: string
}

/** Facts about the run a handler works for. */
export interface RunInfo {
  readonly id: string
  readonly definitionName: string
  readonly type: string
  /** 1 for the first attempt of a slot. The same slot may be attempted again after its worker was lost. */
  readonly attempt: number
  readonly slotAt: Date
  readonly trigger: 'schedule' | 'manual' | 'retry'
}

/** Everything a handler gets. */
export interface JobContext<Settings = Record<string, never>> {
  /** Parsed by the type's schema: defaults filled in, secrets in clear text. */
  readonly settings: Settings
  /** Aborted on cancel, timeout and shutdown. Pass it on to everything that waits. */
  readonly signal: AbortSignal
  readonly log: JobLog
  /** Cheap: may be called for every row. */
  progress(progress: Progress): void
  readonly run: RunInfo
}

/** Thrown by a handler that stops early on purpose: the run ends as `cancelled`, not as `failed`. */
export class RunCancelled extends AppError {
  constructor(reason: string) {
    super('run.cancelled', reason)
  }
}
