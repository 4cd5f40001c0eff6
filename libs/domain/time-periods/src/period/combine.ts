import { joinPieces, noPieces, type Pieces } from '../pieces/pieces.js'
import type { CompiledPeriod } from './compiled-period.js'
import type { PeriodPlan } from './period-plan.js'

/** Takes one list of pieces out of another, in one of the two modes. */
export type Subtract = (pieces: Pieces, removed: Pieces) => Pieces

/**
 * Adds includes to own pieces and takes excludes out, what is preferred last.
 *
 * Of other periods their final result counts, their own includes and excludes applied.
 *
 * @see Icinga 2: `prefer_includes` decides which of the two has the last word
 */
export function combine(
  own: Pieces,
  plan: PeriodPlan,
  piecesOf: (period: CompiledPeriod) => Pieces,
  subtract: Subtract,
): Pieces {
  const withIncludes = (pieces: Pieces) =>
    plan.includes.reduce((sum, included) => joinPieces(sum, piecesOf(included)), pieces)
  const withoutExcludes = (pieces: Pieces) =>
    plan.excludesItself
      ? noPieces
      : plan.excludes.reduce((rest, excluded) => subtract(rest, piecesOf(excluded)), pieces)
  return plan.preferIncludes ? withIncludes(withoutExcludes(own)) : withoutExcludes(withIncludes(own))
}
