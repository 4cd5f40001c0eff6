import type { CompiledPeriod } from '../period/compiled-period.js'
import type { PeriodCalendar } from '../period/period-calendar.js'
import { clipPieces, joinPieces, noPieces, type Pieces } from '../pieces/pieces.js'
import { dateOf, secondsOf } from './instants.js'

/** A stretch of time: `beginAt` is inside, `endAt` is not. */
export interface Segment {
  readonly beginAt: Date
  readonly endAt: Date
}

/**
 * Lists when a period holds between two instants: sorted, joined where pieces touch, cut off at both ends.
 *
 * @throws `time-periods.unknown-zone`, `time-periods.invalid-instant`
 * @example segments(work, monday, friday, 'Europe/Berlin') // [{ beginAt: …, endAt: … }, …]
 */
export function segments(period: CompiledPeriod, from: Date, to: Date, zone: string): readonly Segment[] {
  const pieces = piecesBetween(period.calendarIn(zone), secondsOf(from), secondsOf(to))
  const found: Segment[] = []
  for (let p = 0; p < pieces.length; p += 2) {
    found.push({ beginAt: dateOf(pieces[p] ?? 0), endAt: dateOf(pieces[p + 1] ?? 0) })
  }
  return found
}

/** The same as pieces in epoch seconds. */
export function piecesBetween(calendar: PeriodCalendar, from: number, to: number): Pieces {
  let pieces = noPieces
  const { chunkSeconds } = calendar
  for (let at = from; at < to; at = (Math.floor(at / chunkSeconds) + 1) * chunkSeconds) {
    pieces = joinPieces(pieces, calendar.piecesAround(at))
  }
  return clipPieces(pieces, from, to)
}
