import type { DayRun, DaySpec } from '../grammar/day-run.js'
import { civilDateOf, dayNumberOf, weekdayOf } from './civil-days.js'
import { daysUntil, resolveDay } from './resolve-day.js'
import type { ZoneClock } from '../zones/zone-clock.js'

const secondsPerDay = 86_400

/** A stretch of days within which every day name of a run means the same day. */
interface Stretch {
  readonly year: number
  readonly month: number
  readonly from: number
  readonly to: number
}

/**
 * The local days from `from` to `to` (both included) that a run covers, in order, as day numbers.
 *
 * Every day is judged on its own: both ends of the run are worked out for the month and year of that very day.
 * Hence a run never wraps, and a run that begins with a plain weekday covers that weekday only.
 *
 * @param clock needed because the step counts real time, which clock changes shift
 * @see Icinga 2: legacy time periods, day definitions
 */
export function coveredDays(run: DayRun, from: number, to: number, clock: ZoneClock): readonly number[] {
  const days: number[] = []
  for (const stretch of stretchesOf(run, from, to)) addDays(days, run, stretch, clock)
  return days
}

function* stretchesOf(run: DayRun, from: number, to: number): Iterable<Stretch> {
  const unit = unitOf(run)
  if (unit === 'ever') {
    yield { year: 0, month: 1, from, to }
    return
  }
  const begin = civilDateOf(from)
  let { year } = begin
  let month = unit === 'year' ? 1 : begin.month
  for (let start = from; start <= to;) {
    const nextYear = unit === 'year' || month === 12 ? year + 1 : year
    const nextMonth = unit === 'year' || month === 12 ? 1 : month + 1
    const next = dayNumberOf(nextYear, nextMonth, 1)
    yield { year, month, from: start, to: Math.min(next - 1, to) }
    start = next
    year = nextYear
    month = nextMonth
  }
}

function addDays(days: number[], run: DayRun, stretch: Stretch, clock: ZoneClock): void {
  const { first, last = first } = run
  const end =
    last.kind === 'weekday' ? stretch.to : Math.min(resolveDay(last, stretch.year, stretch.month), stretch.to)
  if (first.kind === 'weekday') {
    const start = stretch.from + daysUntil(weekdayOf(stretch.from), first.weekday)
    for (let day = start; day <= end; day += 7) days.push(day)
    return
  }
  const begin = resolveDay(first, stretch.year, stretch.month)
  for (let day = Math.max(begin, stretch.from); day <= end; day++) {
    if (run.step === 1 || isOnStep(begin, day, run.step, clock)) days.push(day)
  }
}

/** The distance is real time in whole days of 24 hours, so each spring change makes it one day less until autumn. */
function isOnStep(begin: number, day: number, step: number, clock: ZoneClock): boolean {
  const elapsed = clock.midnightOf(day) - clock.midnightOf(begin)
  return Math.floor(elapsed / secondsPerDay) % step === 0
}

/** How long the ends of a run stay where they are: a month, a year, or for ever. */
function unitOf(run: DayRun): 'month' | 'year' | 'ever' {
  const units = [unitOfDay(run.first), run.last === undefined ? 'ever' : unitOfDay(run.last)]
  if (units.includes('month')) return 'month'
  return units.includes('year') ? 'year' : 'ever'
}

function unitOfDay(day: DaySpec): 'month' | 'year' | 'ever' {
  if (day.kind === 'day-of-month' || day.kind === 'nth-weekday') return 'month'
  if (day.kind === 'month-day' || day.kind === 'nth-weekday-of-month') return 'year'
  return 'ever'
}
