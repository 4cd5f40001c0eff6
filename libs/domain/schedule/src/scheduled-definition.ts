/** What a decision needs to know about a job definition; nothing else. */
export interface ScheduledDefinition {
  readonly enabled: boolean
  readonly quarantined: boolean
  /** False when no installed package brings the definition's job type. */
  readonly installed: boolean
  /** Minimum distance between two starts; 0 means "again as soon as the previous run ended". */
  readonly intervalSeconds: number
  /** The latest slot that was queued, or null when it never ran. */
  readonly lastSlotAt: Date | null
  /** The slot to decide about; null when nothing is planned. */
  readonly nextRunAt: Date | null
}

/** A time period in the definition's time zone, as far as a decision needs it. */
export interface PeriodView {
  readonly name: string
  isActive(at: Date): boolean
  /** The next moment the period is active, at or after the instant; undefined when there is none within ten years. */
  nextOpening(at: Date): Date | undefined
}

/** When a definition may run: always, within a period, or not at all because its period cannot be evaluated. */
export type RunningHours =
  | { readonly kind: 'always' }
  | { readonly kind: 'period'; readonly period: PeriodView }
  | { readonly kind: 'unusable'; readonly reason: string }

/** What is to happen with a definition now. `nextRunAt` is when to look at it again; null: not before it is edited. */
export type Decision =
  | { readonly kind: 'due'; readonly slotAt: Date; readonly coalescedSlots: number; readonly nextRunAt: Date }
  | {
      readonly kind: 'refused'
      readonly why: RefusalKind
      readonly slotAt: Date
      readonly coalescedSlots: number
      readonly reason: string
      readonly nextRunAt: Date | null
    }
  | { readonly kind: 'waiting'; readonly nextRunAt: Date }
  | { readonly kind: 'disabled' }
  | { readonly kind: 'quarantined' }

/** Why a due slot is not run. */
export type RefusalKind = 'outside-period' | 'invalid-period' | 'not-installed'
