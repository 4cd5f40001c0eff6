import type { CompiledPeriod } from '../period/compiled-period.js'
import type { PeriodCalendar } from '../period/period-calendar.js'
import { clipPieces, type Pieces } from '../pieces/pieces.js'
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
  return segmentsOf(piecesBetween(period.calendarIn(zone), secondsOf(from), secondsOf(to)))
}

/** Pieces in epoch seconds as segments with dates. */
export function segmentsOf(pieces: Pieces): readonly Segment[] {
  const found: Segment[] = []
  for (let p = 0; p < pieces.length; p += 2) {
    found.push({ beginAt: dateOf(pieces[p] ?? 0), endAt: dateOf(pieces[p + 1] ?? 0) })
  }
  return found
}

/** The same as pieces in epoch seconds. */
export function piecesBetween(calendar: PeriodCalendar, from: number, to: number): Pieces {
  const found: number[] = []
  const { chunkSeconds } = calendar
  for (let at = from; at < to; at = (Math.floor(at / chunkSeconds) + 1) * chunkSeconds) {
    const pieces = calendar.piecesAround(at)
    const goesOn = found.length > 0 && found.at(-1) === pieces[0]
    if (goesOn) found.pop()
    for (let p = goesOn ? 1 : 0; p < pieces.length; p++) found.push(pieces[p] ?? 0)
  }
  return clipPieces(found, from, to)
}
