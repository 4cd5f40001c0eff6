import type { CompiledPeriod } from '../period/compiled-period.js'
import { secondsOf } from './instants.js'

/**
 * Tells whether an instant lies inside a period. A begin is inside, an end is not.
 *
 * @param zone IANA name of the time zone whose wall clock the period is written in
 * @throws `time-periods.unknown-zone`, `time-periods.invalid-instant`
 * @see Icinga 2: `is_inside` of a time period that has been running for a while
 * @example isActive(work, new Date('2026-01-05T09:00:00Z'), 'UTC') // true: a Monday at nine
 */
export function isActive(period: CompiledPeriod, instant: Date, zone: string): boolean {
  return period.calendarIn(zone).holdsAt(secondsOf(instant))
}
