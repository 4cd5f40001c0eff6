/**
 * Finds the name the operator probably meant, so that a message can say `did you mean …?`.
 * Case, `-`, `_` and spaces do not count as differences.
 *
 * @returns undefined when nothing is near: more than a third of the letters would have to change, and no name begins
 *   or ends like it
 * @example nearestName('intervall', ['interval', 'timeout']) // 'interval'
 */
export function nearestName(written: string, known: readonly string[]): string | undefined {
  const wanted = plain(written)
  const ranked = known
    .map((name) => ({ name, distance: editDistance(wanted, plain(name)) }))
    .sort((left, right) => left.distance - right.distance)
  const best = ranked[0]
  if (best === undefined) return undefined
  const limit = Math.max(1, Math.floor(Math.max(wanted.length, plain(best.name).length) / 3))
  return best.distance <= limit ? best.name : known.find((name) => sharesAnEnd(wanted, plain(name)))
}

const TELLING_LETTERS = 5

// `intervall` for `intervalSeconds`, `period` for `timePeriod`.
function sharesAnEnd(written: string, name: string): boolean {
  if (written.length < TELLING_LETTERS) return false
  const letters = Math.max(TELLING_LETTERS, written.length - 2)
  return name.startsWith(written.slice(0, letters)) || name.endsWith(written.slice(-letters))
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[-_ ]/g, '')
}

/** Letters to add, drop, replace or swap with their neighbour (optimal string alignment). */
function editDistance(left: string, right: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let row = 1; row <= left.length; row++) {
    const current = [row]
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1]
      const swapped =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]
      current[column] = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (beforeLast[column - 2] ?? 0) + 1 : Infinity,
      )
    }
    beforeLast = last
    last = current
  }
  return last[right.length] ?? 0
}
