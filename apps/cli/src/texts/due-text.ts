import { nextOpening, wallText, type CompiledPeriod } from '@director/time-periods'

/** When a job that is planned at once really runs first: now, or when its time period opens. */
export function firstDueText(period: CompiledPeriod | undefined, zone: string, now: Date): string {
  if (period === undefined) return 'due now'
  const opening = nextOpening(period, now, zone)
  if (opening.kind === 'open') return 'due now'
  if (opening.kind === 'never') return `never due: ${period.name} does not open within ten years`
  const { clock } = period.calendarIn(zone)
  return `due when ${period.name} opens, ${wallText(opening.at.getTime() / 1_000, clock)}`
}
