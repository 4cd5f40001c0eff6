/**
 * A fault of a definition: where it is, what was expected there and what was found.
 *
 * `icinga` is the reason Icinga 2 itself gives, where it gives one.
 */
export interface PeriodProblem {
  readonly kind:
    | 'wrong-type'
    | 'unknown-attribute'
    | 'bad-day'
    | 'bad-hours'
    | 'endless-day'
    | 'unknown-period'
    | 'unknown-template'
    | 'circle'
    | 'refers-to-broken'
  /** Name of the period, when it is known. */
  readonly period?: string
  /** For instance `ranges["monday 0"]` or `excludes[2]`. */
  readonly place: string
  readonly expected: string
  readonly received: string
  readonly icinga?: string
}

/**
 * The fault as one line for a terminal or a log.
 *
 * @example problemLine(problem) // 'time period "work": ranges["day 1-15"]: expected …, received …'
 */
export function problemLine(problem: PeriodProblem): string {
  const period = problem.period === undefined ? '' : `time period "${problem.period}": `
  const reason = problem.icinga === undefined ? '' : ` (Icinga 2: ${problem.icinga})`
  return `${period}${problem.place}: expected ${problem.expected}, received ${problem.received}${reason}`
}

/** Text as it is shown in a problem: quoted, and shortened when somebody pasted a novel. */
export function quoted(text: string): string {
  return JSON.stringify(text.length <= 120 ? text : `${text.slice(0, 120)}…`)
}
