const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['m', 60],
  ['s', 1],
] as const

/** A duration in at most two units: `45s`, `15m`, `1h 30m`. Seconds, fractions are shown below ten. */
export function durationText(seconds: number): string {
  if (seconds < 10 && !Number.isInteger(seconds)) return `${seconds.toFixed(1)}s`
  let rest = Math.round(seconds)
  const parts: string[] = []
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size)
    if (count > 0) parts.push(`${count}${unit}`)
    if (parts.length === 2 || (parts.length === 1 && count === 0)) break
    rest -= count * size
  }
  return parts.length === 0 ? '0s' : parts.join(' ')
}

/** How far an instant is from now: `in 4m`, `2h ago`, `now`. */
export function distanceText(at: Date, now: Date): string {
  const seconds = (at.getTime() - now.getTime()) / 1_000
  if (Math.abs(seconds) < 1) return 'now'
  return seconds > 0 ? `in ${durationText(Math.round(seconds))}` : `${durationText(Math.round(-seconds))} ago`
}

/** An instant on the clock of this machine: `2026-11-22 12:06:43`. */
export function clockText(at: Date): string {
  const two = (number: number) => String(number).padStart(2, '0')
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`
}
