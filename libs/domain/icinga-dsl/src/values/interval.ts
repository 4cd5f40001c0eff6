import { AppError } from '@director/errors'

const UNIT_SECONDS = { d: 86_400, h: 3_600, m: 60, s: 1 } as const
const LARGEST_FIRST = ['d', 'h', 'm', 's'] as const
const PART = /(\d+)([dhms])/g
const INTERVAL = /^(\d+[dhms]\s*)+$/

/**
 * Seconds of what operators write: a number of seconds, or parts such as `1h 30m`. Null and empty text are no interval.
 *
 * @throws AppError `interval.invalid`
 * @example parseInterval('1h 30m') // 5400
 */
export function parseInterval(value: string | number | null): number | null {
  if (value === null || typeof value === 'number') return value
  const text = value.trim()
  if (text === '') return null
  if (/^\d+$/.test(text)) return Number(text)
  if (!INTERVAL.test(text)) {
    throw new AppError('interval.invalid', `"${value}" is not a duration`, {
      expected: 'seconds, or numbers with d, h, m, s such as "1h 30m"',
      received: value,
    })
  }
  let seconds = 0
  for (const [, amount, unit] of text.matchAll(PART)) seconds += Number(amount) * secondsOf(unit)
  return seconds
}

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

function secondsOf(unit: string | undefined): number {
  return unit === 'd' || unit === 'h' || unit === 'm' ? UNIT_SECONDS[unit] : 1
}
