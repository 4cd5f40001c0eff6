import { ZoneClocks } from '../zones/zone-clock.js'
import type { PeriodProblem } from '../definition/problem.js'
import { compilePeriods, type Definitions } from '../period/compile-periods.js'
import type { CompiledPeriod } from '../period/compiled-period.js'
import { secondsOf } from '../questions/instants.js'
import { nextOpening } from '../questions/next-change.js'
import { wallText } from '../questions/wall-text.js'
import { definitionWarnings } from './definition-warnings.js'
import { firstModeDifference } from './mode-difference.js'
import type { PeriodWarning } from './period-warning.js'

const secondsPerYear = 366 * 86_400

/** From when on, and in whose wall clock, periods are tried out. */
export interface CheckOptions {
  readonly at: Date
  readonly zone: string
  readonly templates?: Definitions
  readonly clocks?: ZoneClocks
}

/** Faults and oddities of a whole set of periods. */
export interface PeriodCheck {
  readonly problems: readonly PeriodProblem[]
  /** By name; periods without warnings are not in it. */
  readonly warnings: ReadonlyMap<string, readonly PeriodWarning[]>
}

/**
 * Checks a set of periods: syntax, names, circles; and warns of what its authors hardly mean.
 *
 * Templates are checked for what their ranges say. Sound periods are also tried out: whether they open within ten years, and whether Icinga 2 decides otherwise than
 * set arithmetic within the next year.
 *
 * @throws `time-periods.unknown-zone`, `time-periods.invalid-instant`
 * @example checkPeriods({ work: { ranges: { 'monday - friday': '09:00-17:00' } } }, { at, zone: 'UTC' })
 */
export function checkPeriods(definitions: Definitions, options: CheckOptions): PeriodCheck {
  const { at, zone, templates = {}, clocks = new ZoneClocks() } = options
  const exact = compilePeriods(definitions, { mode: 'exact', templates, clocks })
  const icinga = compilePeriods(definitions, { mode: 'icinga', templates, clocks })
  const warnings = new Map<string, readonly PeriodWarning[]>()
  for (const [name, definition] of Object.entries({ ...templates, ...definitions })) {
    const period = exact.periods.get(name)
    const sameLikeIcinga = icinga.periods.get(name)
    const found = [...definitionWarnings(definition)]
    if (period !== undefined) found.push(...openingWarnings(period, at, zone))
    if (period !== undefined && sameLikeIcinga !== undefined) {
      found.push(...modeWarnings(period, sameLikeIcinga, at, zone))
    }
    if (found.length > 0) warnings.set(name, found)
  }
  return { problems: exact.problems, warnings }
}

function openingWarnings(period: CompiledPeriod, at: Date, zone: string): readonly PeriodWarning[] {
  const warnings: PeriodWarning[] = []
  if (period.plan.excludesItself) {
    warnings.push({
      kind: 'excludes-itself',
      place: 'excludes',
      text: 'the period excludes itself, which leaves nothing',
    })
  }
  if (nextOpening(period, at, zone).kind === 'never') {
    warnings.push({ kind: 'never-opens', place: 'period', text: 'does not open within ten years' })
  }
  return warnings
}

function modeWarnings(
  exact: CompiledPeriod,
  icinga: CompiledPeriod,
  at: Date,
  zone: string,
): readonly PeriodWarning[] {
  const from = secondsOf(at)
  const difference = firstModeDifference(exact, icinga, from, from + secondsPerYear, zone)
  if (difference === undefined) return []
  const { clock } = exact.calendarIn(zone)
  const [begin, end] = [difference.beginAt, difference.endAt].map((date) =>
    wallText(date.getTime() / 1000, clock),
  )
  const [icingaState, exactState] = difference.insideForIcinga ? ['inside', 'outside'] : ['outside', 'inside']
  const text =
    `Icinga 2 decides otherwise: ${begin} to ${end} is ${icingaState} there and ${exactState} in mode "exact", ` +
    'because an exclude shares exactly one edge with a longer piece. Let it begin earlier or end later'
  return [{ kind: 'modes-differ', place: 'excludes', text }]
}
