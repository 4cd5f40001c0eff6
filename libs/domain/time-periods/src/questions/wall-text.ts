import { printDate, weekdayOf } from '../calendar/civil-days.js'
import type { ZoneClock } from '../zones/zone-clock.js'
import { weekdayNames } from '../grammar/day-run.js'

const secondsPerDay = 86_400

/**
 * An instant as the wall clock of a zone shows it, with the offset: `Mon 2026-01-05 09:00 +01:00`.
 *
 * The offset is there because one hour of the year exists twice.
 *
 * @example wallText(1767600000, clocks.clockOf('Europe/Berlin')) // 'Mon 2026-01-05 09:00 +01:00'
 */
export function wallText(instant: number, clock: ZoneClock): string {
  const wall = clock.wallAt(instant)
  const day = Math.floor(wall / secondsPerDay)
  const weekday = weekdayNames[weekdayOf(day)] ?? ''
  const shortName = weekday.slice(0, 1).toUpperCase() + weekday.slice(1, 3)
  return `${shortName} ${printDate(day)} ${timeText(wall - day * secondsPerDay)} ${offsetText(wall - instant)}`
}

/** The weekday of a day number, spelled out. */
export function weekdayText(dayNumber: number): string {
  return weekdayNames[weekdayOf(dayNumber)] ?? ''
}

function timeText(seconds: number): string {
  const whole = Math.floor(seconds)
  const units = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60]
  if (whole % 60 !== 0) units.push(whole % 60)
  return units.map((unit) => String(unit).padStart(2, '0')).join(':')
}

function offsetText(offset: number): string {
  return `${offset < 0 ? '-' : '+'}${timeText(Math.abs(offset))}`
}
