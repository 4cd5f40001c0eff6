import type { ZoneClocks } from '../zones/zone-clock.js'
import { PeriodCalendar } from './period-calendar.js'
import type { ExcludeMode, PeriodPlan } from './period-plan.js'

/**
 * A time period with everything it refers to, ready to be asked. Made by {@link compilePeriods}.
 *
 * It keeps what it has worked out; make it once for a set of definitions and ask it often.
 */
export class CompiledPeriod {
  private readonly calendars = new Map<string, PeriodCalendar>()
  private latestZone: string | undefined
  private latest: PeriodCalendar | undefined

  constructor(
    readonly name: string,
    readonly plan: PeriodPlan,
    readonly mode: ExcludeMode,
    private readonly clocks: ZoneClocks,
  ) {}

  /** @throws `time-periods.unknown-zone` */
  calendarIn(zone: string): PeriodCalendar {
    if (this.latest !== undefined && this.latestZone === zone) return this.latest
    const calendar =
      this.calendars.get(zone) ?? new PeriodCalendar(this.plan, this.mode, this.clocks.clockOf(zone))
    this.calendars.set(zone, calendar)
    this.latest = calendar
    this.latestZone = zone
    return calendar
  }
}
