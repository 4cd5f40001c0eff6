import { noPieces, type Pieces } from './pieces.js'

/**
 * Takes `removed` out of `pieces` the way Icinga 2 does: what shares exactly one edge with a longer piece is ignored.
 *
 * 09:00–17:00 without 09:00–12:00 stays 09:00–17:00; without 08:00–12:00 it becomes 12:00–17:00.
 * An infinite edge (of a piece that leaves the stretch looked at) is never a shared one.
 *
 * @see docs/decisions/0003-exact-and-icinga-excludes.md
 * @example subtractLikeIcinga([0, 100], [0, 20]) // [0, 100]
 */
export function subtractLikeIcinga(pieces: Pieces, removed: Pieces): Pieces {
  if (pieces.length === 0 || removed.length === 0) return pieces
  const left: number[] = []
  let r = 0
  for (let p = 0; p < pieces.length; p += 2) {
    let begin = pieces[p] ?? 0
    const end = pieces[p + 1] ?? 0
    while (r < removed.length && (removed[r + 1] ?? 0) <= begin) r += 2
    for (let cut = r; cut < removed.length && (removed[cut] ?? 0) < end; cut += 2) {
      const cutBegin = removed[cut] ?? 0
      const cutEnd = removed[cut + 1] ?? 0
      if (sharesOneEdge(begin, end, cutBegin, cutEnd)) continue
      if (cutBegin > begin) left.push(begin, cutBegin)
      begin = Math.max(begin, cutEnd)
    }
    if (begin < end) left.push(begin, end)
  }
  return left
}

/**
 * Opens pieces that touch the border of the stretch looked at: they may go on beyond it, so that edge is unknown.
 *
 * @example openAtBorders([0, 10, 90, 100], 0, 100) // [-Infinity, 10, 90, Infinity]
 */
export function openAtBorders(pieces: Pieces, from: number, to: number): Pieces {
  if (pieces.length === 0) return noPieces
  const opened = [...pieces]
  if ((opened[0] ?? 0) <= from) opened[0] = Number.NEGATIVE_INFINITY
  if ((opened.at(-1) ?? 0) >= to) opened[opened.length - 1] = Number.POSITIVE_INFINITY
  return opened
}

function sharesOneEdge(begin: number, end: number, cutBegin: number, cutEnd: number): boolean {
  const sharesBegin = cutBegin === begin && Number.isFinite(begin) && cutEnd < end
  const sharesEnd = cutEnd === end && Number.isFinite(end) && cutBegin > begin
  return sharesBegin || sharesEnd
}
