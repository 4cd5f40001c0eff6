import { joinedInOrder, longestLookBackDays, spansOfDays, type RangeSpan } from '../calendar/range-pieces.js'
import type { ZoneClock } from '../zones/zone-clock.js'
import type { DayHours } from '../grammar/day-run.js'
import { clipPieces, type Pieces } from '../pieces/pieces.js'

const secondsPerDay = 86_400
/** How many days back the list begins; what began still earlier counts only while it has not ended. */
const daysBehind = 4
/** What Icinga 2 has worked out ahead: the 24 hours to come, in whole days. */
const daysAhead = 1

/** The stretch of local days an answer for one day is made from. */
export interface DayWindows {
  readonly firstDay: number
  /** Pieces per day from `firstDay` on: what the days around it hold, not cut. */
  readonly windows: readonly Pieces[]
}

/**
 * What own ranges hold, once for each local day between two instants, as Icinga 2 would see it on that day.
 *
 * Icinga's answer with shared edges hangs on where its list of pieces begins and ends: it works out whole local
 * days, up to the one 24 hours ahead. Each day gets its own list here, so that an answer hangs on nothing else.
 */
export function ownDayWindows(
  ranges: readonly DayHours[],
  from: number,
  to: number,
  clock: ZoneClock,
): DayWindows {
  const firstDay = clock.dayAt(from)
  const lastDay = clock.dayAt(to - 1)
  const spans: RangeSpan[] = []
  for (const range of ranges) {
    for (const hours of range.hours) {
      const behind = Math.min(Math.max(daysBehind, Math.ceil(hours.end / secondsPerDay)), longestLookBackDays)
      spans.push(...spansOfDays(range, hours, firstDay - behind, lastDay + daysAhead, clock))
    }
  }
  const byDay = groupedByDay(spans)
  const old = spans.filter((span) => span.end > clock.midnightOf(span.day + daysBehind + 1))
  const windows: Pieces[] = []
  for (let day = firstDay; day <= lastDay; day++) {
    const begin = clock.midnightOf(day)
    const unfinished = old.filter((span) => span.day < day - daysBehind && span.end > begin)
    windows.push(windowOf(day, byDay, unfinished))
  }
  return { firstDay, windows }
}

/** Puts together what each day's own list says of that day, cut to `from` … `to`. */
export function cutToDays(
  { firstDay, windows }: DayWindows,
  from: number,
  to: number,
  clock: ZoneClock,
): Pieces {
  const spans: RangeSpan[] = []
  for (const [position, window] of windows.entries()) {
    const day = firstDay + position
    const pieces = clipPieces(window, clock.midnightOf(day), clock.midnightOf(day + 1))
    for (let p = 0; p < pieces.length; p += 2)
      spans.push({ day, begin: pieces[p] ?? 0, end: pieces[p + 1] ?? 0 })
  }
  return clipPieces(joinedInOrder(spans), from, to)
}

function windowOf(
  day: number,
  byDay: ReadonlyMap<number, readonly RangeSpan[]>,
  unfinished: readonly RangeSpan[],
): Pieces {
  const spans = [...unfinished]
  for (let other = day - daysBehind; other <= day + daysAhead; other++)
    spans.push(...(byDay.get(other) ?? []))
  return joinedInOrder(spans.toSorted((a, b) => a.begin - b.begin))
}

function groupedByDay(spans: readonly RangeSpan[]): ReadonlyMap<number, readonly RangeSpan[]> {
  const groups = new Map<number, RangeSpan[]>()
  for (const span of spans) {
    const group = groups.get(span.day)
    if (group === undefined) groups.set(span.day, [span])
    else group.push(span)
  }
  return groups
}
