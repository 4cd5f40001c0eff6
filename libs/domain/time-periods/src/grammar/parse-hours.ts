import { read, refused, type HoursOfDay, type Reading } from './day-run.js'
import { notAnInteger, readInteger } from './read-text.js'

const secondsPerDay = 86_400
const hoursForm = 'HH:MM-HH:MM, seconds optional, several joined by commas without blanks'
const timeForm = 'HH:MM or HH:MM:SS'

/**
 * Reads a value of `ranges`, one reading per comma-separated part.
 *
 * @see Icinga 2: an end that is not after its begin gets 24 hours added, once
 * @example parseHours('09:00-12:00,22:00-06:00') // two readings; the second ends at 30:00
 */
export function parseHours(text: string): readonly Reading<HoursOfDay>[] {
  return text.split(',').map(parseSpan)
}

function parseSpan(text: string): Reading<HoursOfDay> {
  const [from, to, ...rest] = text.split('-')
  if (from === undefined || to === undefined || rest.length > 0) {
    return refused(`Invalid timerange: ${text}`, hoursForm, text)
  }
  const begin = parseTime(from)
  if (begin.kind !== 'read') return begin
  const end = parseTime(to)
  if (end.kind !== 'read') return end
  const wraps = begin.value >= end.value
  return read({ begin: begin.value, end: wraps ? end.value + secondsPerDay : end.value })
}

function parseTime(text: string): Reading<number> {
  const parts = text.split(':')
  if (parts.length < 2 || parts.length > 3) {
    return refused(`Invalid time specification: ${text}`, timeForm, text)
  }
  let seconds = 0
  for (const [position, part] of parts.entries()) {
    const number = readInteger(part)
    if (number === undefined) return refused(notAnInteger(part), `${timeForm} in digits`, part)
    seconds += number * (position === 0 ? 3600 : position === 1 ? 60 : 1)
  }
  return read(seconds)
}
