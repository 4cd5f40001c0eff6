import type { DayHours } from '../grammar/day-run.js'
import type { CompiledPeriod } from './compiled-period.js'

/**
 * How excludes are applied: `exact` is set arithmetic, `icinga` also copies Icinga's handling of shared edges.
 *
 * @see docs/decisions/0003-exact-and-icinga-excludes.md
 */
export type ExcludeMode = 'exact' | 'icinga'

/** A period with all names looked up, ready to be worked out. */
export interface PeriodPlan {
  readonly ranges: readonly DayHours[]
  readonly includes: readonly CompiledPeriod[]
  readonly excludes: readonly CompiledPeriod[]
  readonly preferIncludes: boolean
  /** Excluding itself leaves nothing; including itself adds nothing and is left out. */
  readonly excludesItself: boolean
}
