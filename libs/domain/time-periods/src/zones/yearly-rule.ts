import { dayNumberOf, weekdayOf } from '../calendar/civil-days.js'
import { daysUntil } from '../calendar/resolve-day.js'
import type { OffsetChange } from './zone-rules.js'

const secondsPerDay = 86_400

/** When a change happens each year: a day, and a time of the wall clock in force until then (seconds). */
interface YearlyDay {
  readonly dayIn: (year: number) => number
  readonly time: number
}

/** The rule that goes on after the last change a zone file lists. */
export interface YearlyRule {
  readonly standardOffset: number
  /** Absent where clocks do not change any more. */
  readonly daylight?: { readonly offset: number; readonly begin: YearlyDay; readonly end: YearlyDay }
}

const rulePattern = /^(?:<[^>]+>|[A-Za-z]+)([-+\d:]+)(?:(?:<[^>]+>|[A-Za-z]+)([-+\d:]+)?,([^,]+),([^,]+))?$/

/**
 * Reads the last line of a zone file, such as `CET-1CEST,M3.5.0,M10.5.0/3`.
 *
 * @throws Error when it is none
 * @see POSIX, environment variable TZ; RFC 8536 for hours beyond 24
 */
export function parseYearlyRule(text: string): YearlyRule {
  const match = rulePattern.exec(text)
  if (match === null) throw new Error(`no rule for years to come: ${JSON.stringify(text)}`)
  const [, standard = '', daylight, begin, end] = match
  const standardOffset = -parseTime(standard)
  if (begin === undefined || end === undefined) return { standardOffset }
  const offset = daylight === undefined ? standardOffset + 3600 : -parseTime(daylight)
  return { standardOffset, daylight: { offset, begin: parseYearlyDay(begin), end: parseYearlyDay(end) } }
}

/**
 * The changes of one year, in order.
 *
 * @example yearlyChanges(parseYearlyRule('CET-1CEST,M3.5.0,M10.5.0/3'), 2024) // 31 March, 27 October
 */
export function yearlyChanges(
  { standardOffset, daylight }: YearlyRule,
  year: number,
): readonly OffsetChange[] {
  const yearBegin = dayNumberOf(year, 1, 1) * secondsPerDay
  if (daylight === undefined) return [{ at: yearBegin, offset: standardOffset, isDaylight: false }]
  const { begin, end, offset } = daylight
  const beginAt = begin.dayIn(year) * secondsPerDay + begin.time - standardOffset
  const endAt = end.dayIn(year) * secondsPerDay + end.time - offset
  const changes = [
    { at: beginAt, offset, isDaylight: true },
    { at: endAt, offset: standardOffset, isDaylight: false },
  ]
  return changes.toSorted((a, b) => a.at - b.at)
}

function parseYearlyDay(text: string): YearlyDay {
  const [day = '', time = '2'] = text.split('/')
  return { dayIn: parseDay(day), time: parseTime(time) }
}

/** `M3.5.0`: the last Sunday of March; `J60`: March 1st; `59`: day 59 of the year, counted from 0. */
function parseDay(text: string): (year: number) => number {
  const [month = 0, week = 0, weekday = 0] = text.slice(1).split('.').map(Number)
  if (text.startsWith('M')) {
    return (year) => {
      const first = dayNumberOf(year, month, 1)
      const next = month === 12 ? dayNumberOf(year + 1, 1, 1) : dayNumberOf(year, month + 1, 1)
      const day = first + daysUntil(weekdayOf(first), weekday) + 7 * (week - 1)
      return day < next ? day : day - 7
    }
  }
  if (text.startsWith('J')) {
    const isAfterFebruary = month > 59
    return (year) =>
      isAfterFebruary ? dayNumberOf(year, 3, 1) + month - 60 : dayNumberOf(year, 1, 1) + month - 1
  }
  return (year) => dayNumberOf(year, 1, 1) + Number(text)
}

/** `-1`, `5:30`, `+26`: hours, minutes and seconds, the sign for all of them. */
function parseTime(text: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = text.replace(/^[-+]/, '').split(':').map(Number)
  const total = hours * 3600 + minutes * 60 + seconds
  return text.startsWith('-') ? -total : total
}
