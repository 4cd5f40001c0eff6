import {
  monthNames,
  weekdayNames,
  type DayHours,
  type DayRun,
  type DaySpec,
  type HoursOfDay,
} from './day-run.js'

const secondsPerDay = 86_400
/** Icinga 2 keeps numbers in 32 bits; the only way to write one below zero is to come round from above. */
const storedNumbers = 2 ** 32

/**
 * Writes one day the canonical way; reading the text again gives the same day.
 *
 * @example printDaySpec({ kind: 'nth-weekday', weekday: 1, nth: -1 }) // 'monday -1'
 */
export function printDaySpec(day: DaySpec): string {
  switch (day.kind) {
    case 'date':
      return `${printYear(day.year)}-${twoDigits(day.month)}-${twoDigits(day.day)}`
    case 'month-day':
      return `${monthNames[day.month - 1]} ${day.day}`
    case 'day-of-month':
      return `day ${day.day}`
    case 'weekday':
      return `${weekdayNames[day.weekday]}`
    case 'nth-weekday':
      return `${weekdayNames[day.weekday]} ${day.nth}`
    case 'nth-weekday-of-month':
      return `${weekdayNames[day.weekday]} ${day.nth} ${monthNames[day.month - 1]}`
  }
}

/**
 * Writes a key of `ranges` the canonical way; reading the text again gives the same run.
 *
 * @example printDayRun({ first: day(1), last: day(15), step: 2 }) // 'day 1 - day 15 / 2'
 */
export function printDayRun(run: DayRun): string {
  const days =
    run.last === undefined
      ? printDaySpec(run.first)
      : `${printDaySpec(run.first)} - ${printDaySpec(run.last)}`
  if (run.step === 1) return days
  return run.last === undefined ? `${days}/${run.step}` : `${days} / ${run.step}`
}

/**
 * Writes hours of a day; reading the text again gives the same hours.
 *
 * @example printHours([{ begin: 79200, end: 108000 }]) // '22:00-06:00'
 */
export function printHours(hours: readonly HoursOfDay[]): string {
  return hours.map(printSpan).join(',')
}

/**
 * Writes parsed ranges as the dictionary Icinga 2 takes; parsing it again gives the same ranges.
 *
 * @example printRanges(parsed.ranges) // { monday: '09:00-17:00' }
 */
export function printRanges(ranges: readonly DayHours[]): Record<string, string> {
  return Object.fromEntries(ranges.map(({ days, hours }) => [printDayRun(days), printHours(hours)]))
}

function printSpan({ begin, end }: HoursOfDay): string {
  const earlier = end - secondsPerDay
  const endsOnTheDay = begin < end && (end <= secondsPerDay || earlier > begin)
  return `${printTime(begin)}-${printTime(endsOnTheDay ? end : earlier)}`
}

function printTime(seconds: number): string {
  const hours = stored(Math.floor(seconds / 3600))
  const minutes = stored(Math.floor((seconds - hours * 3600) / 60))
  const rest = seconds - hours * 3600 - minutes * 60
  const units = rest === 0 ? [hours, minutes] : [hours, minutes, rest]
  return units.map((unit) => twoDigits(unit < 0 ? unit + storedNumbers : unit)).join(':')
}

/** The nearest number 32 bits can hold; what is left over is carried into the next smaller unit. */
function stored(number: number): number {
  return Math.min(Math.max(number, -storedNumbers / 2), storedNumbers / 2 - 1)
}

function printYear(year: number): string {
  return year < 0 ? `-${String(-year).padStart(3, '0')}` : String(year).padStart(4, '0')
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0')
}
