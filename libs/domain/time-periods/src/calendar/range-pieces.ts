import type { DayHours, HoursOfDay } from '../grammar/day-run.js'
import { joinPieces, noPieces, type Pieces } from '../pieces/pieces.js'
import { coveredDays } from './covered-days.js'
import type { ZoneClock } from '../zones/zone-clock.js'

const secondsPerDay = 86_400
/** After this many days (400 years) the calendar repeats itself; looking further back finds nothing new. */
export const longestLookBackDays = 146_100

/** A stretch of one range: the day it belongs to and the instants between which it holds. */
export interface RangeSpan {
  readonly day: number
  readonly begin: number
  readonly end: number
}

/**
 * When own ranges hold around `from` … `to`, with the true edges of the pieces that reach out of it.
 *
 * All entries count on their own and are added up; what a day throws into the next one is included.
 *
 * @see Icinga 2: legacy time periods; every key that covers a day gives it its hours
 */
export function rangePieces(ranges: readonly DayHours[], from: number, to: number, clock: ZoneClock): Pieces {
  let pieces = noPieces
  for (const range of ranges) {
    for (const hours of range.hours) {
      pieces = joinPieces(pieces, joinedInOrder(spansAround(range, hours, from, to, clock)))
    }
  }
  return pieces
}

/** The stretches of one range that meet `from` … `to`, and some more on both sides, in order. */
export function spansAround(
  range: DayHours,
  hours: HoursOfDay,
  from: number,
  to: number,
  clock: ZoneClock,
): readonly RangeSpan[] {
  const firstDay = clock.dayAt(from)
  const lastDay = clock.dayAt(to)
  const latest = lastDay - Math.floor(hours.begin / secondsPerDay) + 1
  const earliest = firstDay - Math.ceil(hours.end / secondsPerDay) - 1
  const lookBack = lastDay - firstDay + longestLookBackDays
  return spansOfDays(range, hours, Math.max(earliest, latest - lookBack), latest, clock)
}

/** The stretches one range gives the days from `firstDay` to `lastDay`, in order. */
export function spansOfDays(
  range: DayHours,
  { begin: fromSecond, end: toSecond }: HoursOfDay,
  firstDay: number,
  lastDay: number,
  clock: ZoneClock,
): readonly RangeSpan[] {
  const spans: RangeSpan[] = []
  if (fromSecond >= toSecond) return spans
  for (const day of coveredDays(range.days, firstDay, lastDay, clock)) {
    const begin = clock.instantOf(day * secondsPerDay + fromSecond)
    const end = clock.instantOf(day * secondsPerDay + toSecond)
    // A clock change can leave nothing of an hour, or turn it round: Icinga 2 drops both.
    if (begin < end) spans.push({ day, begin, end })
  }
  return spans
}

/** Joins stretches that are sorted by their begin. */
export function joinedInOrder(spans: Iterable<RangeSpan>): Pieces {
  const pieces: number[] = []
  for (const { begin, end } of spans) {
    const known = pieces.at(-1)
    if (known !== undefined && begin <= known) pieces[pieces.length - 1] = Math.max(known, end)
    else pieces.push(begin, end)
  }
  return pieces
}
