import { ZoneOffsets } from './zone-offsets.js'

const secondsPerDay = 86_400

/**
 * Zones where the zone data of Icinga's machines count *winter* as the special time ("negative" daylight saving).
 * `Intl` does not say which of two offsets is the special one, and its data turn these zones round.
 */
const winterIsSpecial = new Set(['Europe/Dublin', 'Eire', 'Africa/Casablanca', 'Africa/El_Aaiun'])

/**
 * Turns wall clock into instants and back, in one time zone.
 *
 * Instants are epoch seconds. Wall clock is written as the epoch seconds a UTC clock would show the same at.
 */
export class ZoneClock {
  private readonly offsets: ZoneOffsets
  private readonly laterReading: boolean
  private steadyFrom = 1
  private steadyTo = 0
  private steadyOffset = 0

  /** @throws `time-periods.unknown-zone` */
  constructor(readonly zone: string) {
    this.offsets = new ZoneOffsets(zone)
    this.laterReading = winterIsSpecial.has(zone)
  }

  /** What the wall clock shows at this instant. */
  wallAt(instant: number): number {
    return instant + this.offsets.offsetAt(instant)
  }

  /** Number of the local calendar day that holds this instant. */
  dayAt(instant: number): number {
    return Math.floor(this.wallAt(instant) / secondsPerDay)
  }

  /** The instant at which this local calendar day begins. */
  midnightOf(dayNumber: number): number {
    return this.instantOf(dayNumber * secondsPerDay)
  }

  /**
   * The instant a wall clock shows this time.
   *
   * An hour that exists twice means the first one; an hour that does not exist is read with the offset before it.
   *
   * @see Icinga 2: local times are tried as daylight saving time first, then as standard time
   */
  instantOf(wall: number): number {
    if (wall >= this.steadyFrom && wall < this.steadyTo) return wall - this.steadyOffset
    const before = this.offsets.offsetAt(wall - secondsPerDay)
    const after = this.offsets.offsetAt(wall + secondsPerDay)
    if (before === after) {
      this.remember(wall, before)
      return wall - before
    }
    return this.nearChange(wall, before, after)
  }

  private nearChange(wall: number, before: number, after: number): number {
    const early = wall - before
    const late = wall - after
    const earlyHolds = this.offsets.offsetAt(early) === before
    const lateHolds = this.offsets.offsetAt(late) === after
    if (earlyHolds === lateHolds) return this.laterReading ? late : early
    return earlyHolds ? early : late
  }

  /** Days without a change come in long rows; the next questions are mostly about the same row. */
  private remember(wall: number, offset: number): void {
    const reach = 4 * secondsPerDay
    const isSteady =
      this.offsets.offsetAt(wall - reach) === offset && this.offsets.offsetAt(wall + reach) === offset
    this.steadyOffset = offset
    this.steadyFrom = isSteady ? wall - reach + secondsPerDay : wall
    this.steadyTo = isSteady ? wall + reach - secondsPerDay : wall + 1
  }
}

/** The clocks of the zones asked for so far; share one among all periods of a process. */
export class ZoneClocks {
  private readonly clocks = new Map<string, ZoneClock>()

  /** @throws `time-periods.unknown-zone` */
  clockOf(zone: string): ZoneClock {
    const known = this.clocks.get(zone)
    if (known !== undefined) return known
    const clock = new ZoneClock(zone)
    this.clocks.set(zone, clock)
    return clock
  }
}
