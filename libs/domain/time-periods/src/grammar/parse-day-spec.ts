import { monthNames, read, refused, weekdayNames, type DaySpec, type Reading } from './day-run.js'
import { byteLength, notAnInteger, readInteger } from './read-text.js'

const dayForms =
  'a weekday, `monday 2`, `monday 2 may`, `day 5`, `may 5` or YYYY-MM-DD (lower case, single blanks)'
const wholeNumber = 'a whole number'
const monthName = 'a month from january to december in lower case'

/** Beyond this count Icinga 2 would walk the calendar for minutes each time it looks at the period. */
const largestWeekdayCount = 1_000_000
/** Further back than this Icinga 2 leaves the years 1400 to 9999 its calendar knows. */
const largestCountBack = 226_000

/**
 * Reads the name of one day.
 *
 * @returns the day, or Icinga's reason against it; `endless` for a count that makes Icinga 2 loop for ever
 * @see Icinga 2: a day is named by a weekday, a day of a month, or a date
 * @example parseDaySpec('monday -1') // read: { kind: 'nth-weekday', weekday: 1, nth: -1 }
 */
export function parseDaySpec(text: string): Reading<DaySpec> {
  if (isDateForm(text)) return parseDate(text)
  const words = text.split(' ')
  const [subject = '', count] = words
  const month = monthNumber(subject)
  if (count !== undefined && (subject === 'day' || month !== undefined)) {
    return parseMonthDay(count, month, words.slice(2).join(' '))
  }
  const weekday = weekdayNumber(subject)
  if (weekday !== undefined) return parseWeekday(text, weekday, words)
  return refused(`Invalid time specification: ${text}`, dayForms, text)
}

function isDateForm(text: string): boolean {
  return text[4] === '-' && text[7] === '-' && text.length === 10 && byteLength(text) === 10
}

function parseDate(text: string): Reading<DaySpec> {
  const numbers: number[] = []
  for (const part of [text.slice(0, 4), text.slice(5, 7), text.slice(8)]) {
    const number = readInteger(part)
    if (number === undefined) return refused(notAnInteger(part), 'YYYY-MM-DD in digits', text)
    if (numbers.length === 1 && (number < 1 || number > 12)) {
      return refused(`Invalid month in time specification: ${text}`, 'a month from 01 to 12', part)
    }
    if (numbers.length === 2 && (number < 1 || number > 31)) {
      return refused(`Invalid day in time specification: ${text}`, 'a day from 01 to 31', part)
    }
    numbers.push(number)
  }
  const [year = 0, month = 0, day = 0] = numbers
  return read({ kind: 'date', year, month, day })
}

function parseMonthDay(count: string, month: number | undefined, ignored: string): Reading<DaySpec> {
  const day = readInteger(count)
  if (day === undefined) return refused(notAnInteger(count), wholeNumber, count)
  if (day < -largestCountBack) {
    return refused('Year is out of valid range: 1400..9999', `a count from -${largestCountBack}`, count)
  }
  return read(
    month === undefined ? { kind: 'day-of-month', day } : { kind: 'month-day', month, day },
    ignored,
  )
}

function parseWeekday(text: string, weekday: number, words: readonly string[]): Reading<DaySpec> {
  const [, count, monthWord] = words
  if (count === undefined) return read({ kind: 'weekday', weekday })
  const month = monthWord === undefined ? undefined : monthNumber(monthWord)
  if (monthWord !== undefined && month === undefined) {
    return refused(`Invalid month in time specification: ${text}`, monthName, monthWord)
  }
  const nth = readInteger(count)
  if (nth === undefined) return refused(notAnInteger(count), wholeNumber, count)
  if (nth === 0 || Math.abs(nth) > largestWeekdayCount) {
    return {
      kind: 'endless',
      expected: `a count from 1 to ${largestWeekdayCount}, or below zero from the end (Icinga 2 would never finish)`,
      received: count,
    }
  }
  if (month === undefined) return read({ kind: 'nth-weekday', weekday, nth })
  return read({ kind: 'nth-weekday-of-month', weekday, nth, month }, words.slice(3).join(' '))
}

function monthNumber(word: string): number | undefined {
  const index = monthNames.findIndex((name) => name === word)
  return index < 0 ? undefined : index + 1
}

function weekdayNumber(word: string): number | undefined {
  const index = weekdayNames.findIndex((name) => name === word)
  return index < 0 ? undefined : index
}
