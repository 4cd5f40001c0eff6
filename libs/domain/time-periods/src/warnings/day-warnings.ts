import { civilDateOf, dayNumberOf } from '../calendar/civil-days.js'
import { coveredDays } from '../calendar/covered-days.js'
import { resolveDay } from '../calendar/resolve-day.js'
import { ZoneClock } from '../zones/zone-clock.js'
import { weekdayNames, type DayRun, type DaySpec, type Reading } from '../grammar/day-run.js'
import { parseDayRun } from '../grammar/parse-day-run.js'
import { printDayRun, printDaySpec } from '../grammar/print-ranges.js'
import type { PeriodWarning } from './period-warning.js'

/** Years in which every calendar of the present occurs: after 28 years weekdays and leap years repeat. */
const firstYear = 2000
const lastYear = 2027

type Warning = Pick<PeriodWarning, 'kind' | 'text'>

/**
 * Lists what is odd about a key of `ranges`. Nothing is said of keys that are refused.
 *
 * @example dayWarnings('monday - friday')[0].kind // 'weekday-run'
 */
export function dayWarnings(key: string): readonly Warning[] {
  const reading: Reading<DayRun> = parseDayRun(key)
  if (reading.kind !== 'read') return []
  const run = reading.value
  const warnings: Warning[] = []
  if (reading.ignored.trim() !== '') {
    const text = `"${reading.ignored}" is ignored; the entry means "${printDayRun(run)}"`
    warnings.push({ kind: 'ignored-words', text })
  }
  if (isNeverCovering(run)) return [...warnings, { kind: 'never-covers', text: neverText(run) }]
  warnings.push(...runWarnings(run), ...stepWarnings(run, key))
  for (const day of run.last === undefined ? [run.first] : [run.first, run.last]) {
    warnings.push(...overflowWarnings(day, run))
  }
  return warnings
}

function runWarnings({ first, last }: DayRun): readonly Warning[] {
  if (last === undefined) return []
  if (first.kind === 'weekday') {
    const text = `covers ${capitalised(first.weekday)}s only: a run that begins with a plain weekday never leaves it. Write one entry per day`
    return [{ kind: 'weekday-run', text }]
  }
  if (last.kind !== 'weekday') return []
  const name = capitalised(last.weekday)
  const text = `does not end: "${name}" means the next ${name} on or after the day in question, which is always ahead`
  return [{ kind: 'endless-run', text }]
}

function stepWarnings(run: DayRun, key: string): readonly Warning[] {
  if (!key.includes('/')) return []
  if (run.step === 1) return [{ kind: 'step-without-effect', text: 'a step of 1 or less means every day' }]
  if (run.last === undefined || run.first.kind === 'weekday') {
    const text = 'the step does nothing: it counts within a run of days, and here each run has one day'
    return [{ kind: 'step-without-effect', text }]
  }
  const text =
    'the step counts 24 hours at a time: after a change to summer time inside the run it falls one day later'
  return [{ kind: 'step-shifts', text }]
}

function overflowWarnings(day: DaySpec, run: DayRun): readonly Warning[] {
  const name = printDaySpec(day)
  if (day.kind === 'day-of-month' || day.kind === 'nth-weekday') {
    // The last half of a run may well lie beyond the month's end: `day 1 - 31` is every day.
    const isFirst = day === run.first
    const count = day.kind === 'day-of-month' ? day.day : day.nth
    const longest = day.kind === 'day-of-month' ? 28 : 4
    if (Math.abs(count) <= longest || (isFirst ? count < 0 && run.last !== undefined : count > 0)) return []
    return [
      { kind: 'skips-months', text: `"${name}" does not exist in every month; nothing is covered there` },
    ]
  }
  if (day.kind === 'weekday') return []
  const other = dayOutsideItsMonth(day)
  if (other === undefined) return []
  return [{ kind: 'another-day', text: `"${name}" runs over the edge of its month: it means ${other}` }]
}

/** An example of the day it becomes when it runs over the edge of its month. */
function dayOutsideItsMonth(day: Exclude<DaySpec, { kind: 'weekday' }>): string | undefined {
  for (let year = firstYear; year <= lastYear; year++) {
    const meant = civilDateOf(resolveDay(day, year, 1))
    if ('month' in day && meant.month === day.month && (day.kind === 'date' || meant.year === year)) continue
    const written = printDaySpec({ kind: 'date', ...meant })
    return day.kind === 'date' ? written : `${written} in ${year}, for instance`
  }
  return undefined
}

function isNeverCovering(run: DayRun): boolean {
  const dates = [run.first, run.last].filter((day) => day?.kind === 'date')
  const numbers = dates.map((date) => dayNumberOf(date.year, date.month, date.day))
  const [first, last] = numbers
  if (first !== undefined && (run.last === undefined || last !== undefined)) return (last ?? first) < first
  const years = lastYear - firstYear + 1
  const base = first === undefined ? dayNumberOf(firstYear, 1, 1) : first - Math.round(years * 365.25)
  const end = first === undefined ? dayNumberOf(lastYear, 12, 31) : first + Math.round(years * 365.25)
  return coveredDays({ ...run, step: 1 }, base, end, new ZoneClock('UTC')).length === 0
}

function neverText(run: DayRun): string {
  if (run.last === undefined)
    return `covers nothing: "${printDayRun(run)}" never falls on a day it is asked for`
  return 'covers nothing: the last day never comes after the first, and a run does not wrap round. Write two runs'
}

function capitalised(weekday: number): string {
  const name = weekdayNames[weekday] ?? ''
  return name.slice(0, 1).toUpperCase() + name.slice(1)
}
