const UNIT_SECONDS = { d: 86_400, h: 3_600, m: 60, s: 1 } as const
const LARGEST_FIRST = ['d', 'h', 'm', 's'] as const

/**
 * A duration literal in the largest unit that divides it exactly.
 *
 * @param seconds negative ones keep their sign, as in Director
 * @see Icinga 2 manual, "Language Reference: Duration Literals"
 * @example renderInterval(5400) // 90m
 */
export function renderInterval(seconds: number): string {
  if (seconds === 0) return '0s'
  const unit = LARGEST_FIRST.find((candidate) => seconds % UNIT_SECONDS[candidate] === 0)
  return unit === undefined ? `${seconds}s` : `${seconds / UNIT_SECONDS[unit]}${unit}`
}
