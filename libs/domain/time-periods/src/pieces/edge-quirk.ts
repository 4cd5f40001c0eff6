import type { Pieces } from './pieces.js'

/**
 * Takes `removed` out of `pieces` the way Icinga 2 does: what shares exactly one edge with a longer piece is ignored.
 *
 * 09:00–17:00 without 09:00–12:00 stays 09:00–17:00; without 08:00–12:00 it becomes 12:00–17:00.
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

function sharesOneEdge(begin: number, end: number, cutBegin: number, cutEnd: number): boolean {
  return (cutBegin === begin && cutEnd < end) || (cutEnd === end && cutBegin > begin)
}
