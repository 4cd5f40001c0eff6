import type { CompiledPeriod } from '../period/compiled-period.js'
import { subtractPieces, type Pieces } from '../pieces/pieces.js'
import { dateOf } from '../questions/instants.js'
import { piecesBetween, type Segment } from '../questions/segments.js'

/** Where the two modes disagree: a stretch of time, and whether Icinga 2 counts it as inside. */
export interface ModeDifference extends Segment {
  readonly insideForIcinga: boolean
}

/**
 * Finds the first stretch between two instants (epoch seconds) on which the modes `exact` and `icinga` disagree.
 *
 * @param exact the period compiled in mode `exact`
 * @param icinga the same period compiled in mode `icinga`
 */
export function firstModeDifference(
  exact: CompiledPeriod,
  icinga: CompiledPeriod,
  from: number,
  to: number,
  zone: string,
): ModeDifference | undefined {
  const exactly = piecesBetween(exact.calendarIn(zone), from, to)
  const likeIcinga = piecesBetween(icinga.calendarIn(zone), from, to)
  const more = firstPiece(subtractPieces(likeIcinga, exactly), true)
  const less = firstPiece(subtractPieces(exactly, likeIcinga), false)
  if (more === undefined || less === undefined) return more ?? less
  return more.beginAt <= less.beginAt ? more : less
}

function firstPiece(pieces: Pieces, insideForIcinga: boolean): ModeDifference | undefined {
  const [begin, end] = pieces
  if (begin === undefined || end === undefined) return undefined
  return { beginAt: dateOf(begin), endAt: dateOf(end), insideForIcinga }
}
