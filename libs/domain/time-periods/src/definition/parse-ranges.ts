import type { DayHours, DayRun, HoursOfDay, Reading } from '../grammar/day-run.js'
import { parseDayRun } from '../grammar/parse-day-run.js'
import { parseHours } from '../grammar/parse-hours.js'
import { printDayRun } from '../grammar/print-ranges.js'
import { compareBytes } from '../grammar/read-text.js'
import { icingaTypeOf, notADictionary, notAText, textLikeIcinga } from './icinga-value.js'
import { quoted, type PeriodProblem } from './problem.js'

/** Ranges that were understood, or all that is wrong with them. */
export interface ParsedRanges {
  readonly ranges: readonly DayHours[]
  readonly problems: readonly PeriodProblem[]
}

/**
 * Reads a dictionary of ranges, whatever was given for it, and reports every fault in it.
 *
 * Entries that mean the same days are joined into one; the result is sorted by canonical key. The first problem is the one Icinga 2 reports.
 *
 * @example parseRanges({ monday: '09:00-17:00' }).ranges // one entry: Mondays, 32400 to 61200
 */
export function parseRanges(given: unknown): ParsedRanges {
  if (given === undefined || given === null) return { ranges: [], problems: [] }
  if (typeof given !== 'object' || Array.isArray(given)) {
    return { ranges: [], problems: [notRanges(given)] }
  }
  const problems: PeriodProblem[] = []
  const ranges = new Map<string, { days: DayRun; hours: HoursOfDay[] }>()
  for (const [key, value] of Object.entries(given).toSorted(([a], [b]) => compareBytes(a, b))) {
    const place = `ranges[${quoted(key)}]`
    const days = accepted(parseDayRun(key), problems, place, `Invalid time specification '${key}'`, 'bad-day')
    const hours = parseValue(value, problems, place)
    if (days === undefined || hours === undefined) continue
    const name = printDayRun(days)
    const known = ranges.get(name)
    if (known === undefined) ranges.set(name, { days, hours })
    else known.hours.push(...hours)
  }
  const sorted = [...ranges].toSorted(([a], [b]) => compareBytes(a, b))
  return { ranges: sorted.map(([, range]) => range), problems }
}

function parseValue(value: unknown, problems: PeriodProblem[], place: string): HoursOfDay[] | undefined {
  const text = textLikeIcinga(value)
  if (text === undefined) {
    const expected = 'hours as text, such as "09:00-17:00"'
    problems.push({
      kind: 'wrong-type',
      place,
      expected,
      received: icingaTypeOf(value),
      icinga: notAText(value),
    })
    return undefined
  }
  const prefix = `Invalid time range definition '${text}'`
  const hours: HoursOfDay[] = []
  let isComplete = true
  for (const part of parseHours(text)) {
    const span = accepted(part, problems, place, prefix, 'bad-hours')
    if (span === undefined) isComplete = false
    else hours.push(span)
  }
  return isComplete ? hours : undefined
}

function accepted<Value>(
  reading: Reading<Value>,
  problems: PeriodProblem[],
  place: string,
  prefix: string,
  kind: 'bad-day' | 'bad-hours',
): Value | undefined {
  if (reading.kind === 'read') return reading.value
  const { expected } = reading
  const received = quoted(reading.received)
  if (reading.kind === 'endless') problems.push({ kind: 'endless-day', place, expected, received })
  else problems.push({ kind, place, expected, received, icinga: `${prefix}: ${reading.reason}` })
  return undefined
}

function notRanges(given: unknown): PeriodProblem {
  const expected = 'a dictionary of days and hours'
  const icinga = notADictionary(given)
  return { kind: 'wrong-type', place: 'ranges', expected, received: icingaTypeOf(given), icinga }
}
