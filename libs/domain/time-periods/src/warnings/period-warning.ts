/**
 * Something that is allowed and yet hardly what its author means.
 *
 * `kind` is stable, for scripts that let some warnings pass.
 */
export interface PeriodWarning {
  readonly kind:
    | 'weekday-run'
    | 'endless-run'
    | 'never-covers'
    | 'skips-months'
    | 'another-day'
    | 'ignored-words'
    | 'step-without-effect'
    | 'step-shifts'
    | 'no-time'
    | 'full-day'
    | 'carried-over'
    | 'excludes-itself'
    | 'never-opens'
    | 'modes-differ'
  /** For instance `ranges["monday - friday"]`. */
  readonly place: string
  /** What it means instead, and what to write. */
  readonly text: string
}
