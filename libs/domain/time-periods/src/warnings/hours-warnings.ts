import type { HoursOfDay } from '../grammar/day-run.js'
import { parseHours } from '../grammar/parse-hours.js'
import { printHours } from '../grammar/print-ranges.js'
import type { PeriodWarning } from './period-warning.js'

const secondsPerDay = 86_400

type Warning = Pick<PeriodWarning, 'kind' | 'text'>

/**
 * Lists what is odd about a value of `ranges`. Nothing is said of parts that are refused.
 *
 * @example hoursWarnings('09:00-09:00')[0].kind // 'full-day'
 */
export function hoursWarnings(value: string): readonly Warning[] {
  const parts = value.split(',')
  return parseHours(value).flatMap((reading, position) =>
    reading.kind === 'read' ? spanWarnings(reading.value, parts[position] ?? '') : [],
  )
}

function spanWarnings(span: HoursOfDay, written: string): readonly Warning[] {
  if (span.begin >= span.end) {
    return [
      { kind: 'no-time', text: `"${written}" covers nothing: 24 hours are added to the end, but only once` },
    ]
  }
  const warnings: Warning[] = []
  if (span.end - span.begin === secondsPerDay && span.begin !== 0) {
    warnings.push({ kind: 'full-day', text: `"${written}" covers 24 hours, into the next day` })
  }
  if (/:0*([6-9]\d|\d{3,})/.test(written)) {
    const text = `minutes and seconds beyond 59 are carried over: "${written}" means "${printHours([span])}"`
    warnings.push({ kind: 'carried-over', text })
  }
  return warnings
}
