import { parsePeriod } from '../definition/parse-definition.js'
import { quoted } from '../definition/problem.js'
import { dayWarnings } from './day-warnings.js'
import { hoursWarnings } from './hours-warnings.js'
import type { PeriodWarning } from './period-warning.js'

/**
 * Lists what is odd about a definition taken by itself; what it refers to is not looked at.
 *
 * @example definitionWarnings({ ranges: { 'day 31': '00:00-24:00' } })[0].kind // 'skips-months'
 */
export function definitionWarnings(definition: unknown): readonly PeriodWarning[] {
  if (parsePeriod(definition).kind === 'invalid') return []
  return Object.entries(rangesOf(definition)).flatMap(([key, value]) => {
    const place = `ranges[${quoted(key)}]`
    return [...dayWarnings(key), ...hoursWarnings(String(value))].map((warning) => ({ ...warning, place }))
  })
}

function rangesOf(definition: unknown): object {
  const hasRanges = typeof definition === 'object' && definition !== null && 'ranges' in definition
  const ranges = hasRanges ? definition.ranges : undefined
  return typeof ranges === 'object' && ranges !== null ? ranges : {}
}
