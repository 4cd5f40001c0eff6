const UNIT_SECONDS: Readonly<Record<string, number>> = { d: 86_400, h: 3_600, m: 60, s: 1 }

/**
 * Reads an interval: seconds as number or digits, or Director's form `1d 2h 3m 4s` (`ms` and fractions are not intervals).
 *
 * @returns seconds; undefined when it cannot be read
 * @example parseInterval('1h 30m') // 5400
 */
export function parseInterval(written: string | number): number | undefined {
  if (typeof written === 'number') return Number.isFinite(written) && written >= 0 ? written : undefined
  const text = written.trim()
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text)
  if (!/^\d+\s*[dhms](\s*\d+\s*[dhms])*$/.test(text)) return undefined
  const parts = [...text.matchAll(/(\d+)\s*([dhms])/g)]
  return parts.reduce((sum, part) => sum + Number(part[1]) * (UNIT_SECONDS[part[2] ?? ''] ?? 0), 0)
}
