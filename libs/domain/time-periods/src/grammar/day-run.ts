/** Weekday names as Icinga 2 writes them; the position is the number (Sunday is 0). */
export const weekdayNames = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
] as const

/** Month names as Icinga 2 writes them; the position plus one is the month's number. */
export const monthNames = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
] as const

/**
 * One way to name a day: `date`, `month-day`, `day-of-month`, `weekday`, `nth-weekday`, `nth-weekday-of-month`.
 *
 * Months count from 1, weekdays from 0 (Sunday). Numbers below zero count from the end of the month.
 */
export type DaySpec =
  | { readonly kind: 'date'; readonly year: number; readonly month: number; readonly day: number }
  | { readonly kind: 'month-day'; readonly month: number; readonly day: number }
  | { readonly kind: 'day-of-month'; readonly day: number }
  | { readonly kind: 'weekday'; readonly weekday: number }
  | { readonly kind: 'nth-weekday'; readonly weekday: number; readonly nth: number }
  | {
      readonly kind: 'nth-weekday-of-month'
      readonly weekday: number
      readonly nth: number
      readonly month: number
    }

/**
 * Which days a key of `ranges` covers: from `first` to `last`, both included, every `step`-th of them.
 *
 * Without `last` the run is the single day `first`. A step of 1 is every day.
 */
export interface DayRun {
  readonly first: DaySpec
  readonly last?: DaySpec
  readonly step: number
}

/**
 * Hours of a day, in seconds of the wall clock from the day's midnight: `begin` is inside, `end` is not.
 *
 * `end` may lie beyond 86,400: the rest belongs to the days after. When `end` is not after `begin`, nothing is covered.
 */
export interface HoursOfDay {
  readonly begin: number
  readonly end: number
}

/** Days and the hours they get; one entry of `ranges`. */
export interface DayHours {
  readonly days: DayRun
  readonly hours: readonly HoursOfDay[]
}

/** What reading a piece of text came to: a value, or Icinga's reason against it and what was expected. */
export type Reading<Value> =
  | { readonly kind: 'read'; readonly value: Value; readonly ignored: string }
  | {
      readonly kind: 'refused'
      readonly reason: string
      readonly expected: string
      readonly received: string
    }
  | { readonly kind: 'endless'; readonly expected: string; readonly received: string }

/** Makes the reading of text that was understood; `ignored` are the words Icinga 2 skips. */
export function read<Value>(value: Value, ignored = ''): Reading<Value> {
  return { kind: 'read', value, ignored }
}

/** Makes the reading of text that is refused, with Icinga's own reason. */
export function refused(reason: string, expected: string, received: string): Reading<never> {
  return { kind: 'refused', reason, expected, received }
}
