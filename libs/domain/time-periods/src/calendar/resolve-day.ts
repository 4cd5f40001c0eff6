import type { DaySpec } from '../grammar/day-run.js'
import { dayNumberOf, weekdayOf } from './civil-days.js'

/**
 * The day a name means when it is read in a given month; counts that leave the month run on into the next.
 *
 * A plain weekday depends on the day it is asked for, not on the month, and is not answered here.
 *
 * @example resolveDay({ kind: 'month-day', month: 2, day: 30 }, 2024, 5) // day number of 2024-03-01
 */
export function resolveDay(spec: Exclude<DaySpec, { kind: 'weekday' }>, year: number, month: number): number {
  switch (spec.kind) {
    case 'date':
      return dayNumberOf(spec.year, spec.month, spec.day)
    case 'month-day':
      return dayOfMonth(year, spec.month, spec.day)
    case 'day-of-month':
      return dayOfMonth(year, month, spec.day)
    case 'nth-weekday':
      return nthWeekday(year, month, spec.weekday, spec.nth)
    case 'nth-weekday-of-month':
      return nthWeekday(year, spec.month, spec.weekday, spec.nth)
  }
}

function dayOfMonth(year: number, month: number, day: number): number {
  return day < 0 ? lastOfMonth(year, month) + day + 1 : dayNumberOf(year, month, 1) + day - 1
}

function nthWeekday(year: number, month: number, weekday: number, nth: number): number {
  if (nth > 0) {
    const first = dayNumberOf(year, month, 1)
    return first + daysUntil(weekdayOf(first), weekday) + 7 * (nth - 1)
  }
  const last = lastOfMonth(year, month)
  return last - daysUntil(weekday, weekdayOf(last)) + 7 * (nth + 1)
}

/** How many days after `from` the next `to` is, both weekdays; 0 when they are the same. */
export function daysUntil(from: number, to: number): number {
  return (to - from + 7) % 7
}

function lastOfMonth(year: number, month: number): number {
  return (month === 12 ? dayNumberOf(year + 1, 1, 1) : dayNumberOf(year, month + 1, 1)) - 1
}
