/**
 * Stretches of time as a flat list `[begin, end, begin, end, …]` of epoch seconds.
 *
 * Sorted, half open (a begin is inside, an end is not), neither overlapping nor touching.
 * Flat because a year of a busy period has thousands of them and they are searched a million times a second.
 */
export type Pieces = readonly number[]

/** No time at all. */
export const noPieces: Pieces = []

/**
 * Joins two lists into one; overlapping and touching pieces become one piece.
 *
 * @example joinPieces([0, 10], [10, 20, 30, 40]) // [0, 20, 30, 40]
 */
export function joinPieces(left: Pieces, right: Pieces): Pieces {
  if (left.length === 0) return right
  if (right.length === 0) return left
  const joined: number[] = []
  let end = Number.NEGATIVE_INFINITY
  for (let l = 0, r = 0; l < left.length || r < right.length;) {
    const fromLeft = r >= right.length || (l < left.length && (left[l] ?? 0) <= (right[r] ?? 0))
    const begin = (fromLeft ? left[l] : right[r]) ?? 0
    const pieceEnd = (fromLeft ? left[l + 1] : right[r + 1]) ?? 0
    if (fromLeft) l += 2
    else r += 2
    if (joined.length > 0 && begin <= end) {
      if (pieceEnd <= end) continue
      joined[joined.length - 1] = pieceEnd
    } else {
      joined.push(begin, pieceEnd)
    }
    end = pieceEnd
  }
  return joined
}

/**
 * Takes `removed` out of `pieces`, as set arithmetic does.
 *
 * @example subtractPieces([0, 100], [10, 20]) // [0, 10, 20, 100]
 */
export function subtractPieces(pieces: Pieces, removed: Pieces): Pieces {
  if (pieces.length === 0 || removed.length === 0) return pieces
  const left: number[] = []
  let r = 0
  for (let p = 0; p < pieces.length; p += 2) {
    let begin = pieces[p] ?? 0
    const end = pieces[p + 1] ?? 0
    while (r < removed.length && (removed[r + 1] ?? 0) <= begin) r += 2
    let cut = r
    while (cut < removed.length && (removed[cut] ?? 0) < end) {
      const cutBegin = removed[cut] ?? 0
      if (cutBegin > begin) left.push(begin, cutBegin)
      begin = Math.max(begin, removed[cut + 1] ?? 0)
      cut += 2
    }
    if (begin < end) left.push(begin, end)
  }
  return left
}

/**
 * What of the pieces lies between `from` and `to`.
 *
 * @example clipPieces([0, 10, 20, 30], 5, 25) // [5, 10, 20, 25]
 */
export function clipPieces(pieces: Pieces, from: number, to: number): Pieces {
  const clipped: number[] = []
  for (let p = 0; p < pieces.length; p += 2) {
    const begin = Math.max(pieces[p] ?? 0, from)
    const end = Math.min(pieces[p + 1] ?? 0, to)
    if (begin < end) clipped.push(begin, end)
  }
  return clipped
}

/**
 * Position of the first edge that lies after the instant; an odd position means the instant is inside a piece.
 *
 * @example edgeAfter([0, 10, 20, 30], 10) // 2
 */
export function edgeAfter(pieces: Pieces, instant: number): number {
  let low = 0
  let high = pieces.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((pieces[middle] ?? 0) > instant) high = middle
    else low = middle + 1
  }
  return low
}
