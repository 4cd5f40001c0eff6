import { printRanges } from '../grammar/print-ranges.js'
import type { TimePeriodDefinition } from './definition.js'
import type { ParsedPeriod } from './parse-definition.js'

/**
 * Writes a parsed period as a definition again; parsing that gives the same period.
 *
 * Day names come out in their canonical form: `day 01 - 5 / 2` becomes `day 1 - day 5 / 2`.
 *
 * @example printPeriod(period) // { ranges: { monday: '09:00-17:00' } }
 */
export function printPeriod(period: ParsedPeriod): TimePeriodDefinition {
  const { ranges, includes, excludes, imports, ...others } = period
  return {
    ...others,
    ...(ranges === undefined ? {} : { ranges: printRanges(ranges) }),
    ...(includes === undefined ? {} : { includes: [...includes] }),
    ...(excludes === undefined ? {} : { excludes: [...excludes] }),
    ...(imports === undefined ? {} : { imports: [...imports] }),
  }
}
