import type { CompiledPeriod } from '../period/compiled-period.js'
import type { PeriodCalendar } from '../period/period-calendar.js'
import { edgeAfter } from '../pieces/pieces.js'
import { dateOf, searchAheadSeconds, secondsOf } from './instants.js'

/** When a period changes next: it opens or closes at an instant, or never within ten years. */
export type NextChange =
  | { readonly kind: 'opens' | 'closes'; readonly at: Date }
  | { readonly kind: 'never'; readonly searchedUntil: Date }

/** When a period is open next: now already, at an instant, or never within ten years. */
export type NextOpening =
  | { readonly kind: 'open' }
  | { readonly kind: 'opens'; readonly at: Date }
  | { readonly kind: 'never'; readonly searchedUntil: Date }

/**
 * Finds the next instant after the given one at which the period opens or closes.
 *
 * @throws `time-periods.unknown-zone`, `time-periods.invalid-instant`
 * @example nextChange(work, new Date('2026-01-05T10:00:00Z'), 'UTC') // { kind: 'closes', at: 17:00 }
 */
export function nextChange(period: CompiledPeriod, instant: Date, zone: string): NextChange {
  const calendar = period.calendarIn(zone)
  const from = secondsOf(instant)
  const at = nextEdge(calendar, from)
  if (at === undefined) return { kind: 'never', searchedUntil: dateOf(from + searchAheadSeconds) }
  return { kind: calendar.holdsAt(at) ? 'opens' : 'closes', at: dateOf(at) }
}

/**
 * Finds when a period is open next, for a scheduler that waits for it.
 *
 * @throws `time-periods.unknown-zone`, `time-periods.invalid-instant`
 * @example nextOpening(work, new Date('2026-01-05T08:00:00Z'), 'UTC') // { kind: 'opens', at: 09:00 }
 */
export function nextOpening(period: CompiledPeriod, instant: Date, zone: string): NextOpening {
  if (period.calendarIn(zone).holdsAt(secondsOf(instant))) return { kind: 'open' }
  const change = nextChange(period, instant, zone)
  return change.kind === 'never' ? change : { kind: 'opens', at: change.at }
}

/** The next edge after the instant, in epoch seconds, or undefined when there is none within ten years. */
export function nextEdge(calendar: PeriodCalendar, from: number): number | undefined {
  const { chunkSeconds } = calendar
  const isInside = calendar.holdsAt(from)
  const until = from + searchAheadSeconds
  for (let at = from; at <= until;) {
    const pieces = calendar.piecesAround(at)
    const position = edgeAfter(pieces, at)
    if ((position % 2 === 1) !== isInside) return at
    const chunkEnd = (Math.floor(at / chunkSeconds) + 1) * chunkSeconds
    const edge = pieces[position]
    if (edge !== undefined && edge < chunkEnd) return edge <= until ? edge : undefined
    at = chunkEnd
  }
  return undefined
}
