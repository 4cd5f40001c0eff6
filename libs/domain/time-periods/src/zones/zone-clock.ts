import { PlatformZone } from './platform-zone.js'
import { parseZoneFile } from './zone-file.js'
import type { ZoneRules } from './zone-rules.js'

const secondsPerDay = 86_400

/**
 * Turns wall clock into instants and back, in one time zone.
 *
 * Instants are epoch seconds. Wall clock is written as the epoch seconds a UTC clock would show the same at.
 */
export class ZoneClock {
  private steadyFrom = 1
  private steadyTo = 0
  private steadyOffset = 0

  /** @throws `time-periods.unknown-zone` when the rules are the platform's and it does not know the zone */
  constructor(
    readonly zone: string,
    private readonly rules: ZoneRules = new PlatformZone(zone),
  ) {}

  /** What the wall clock shows at this instant. */
  wallAt(instant: number): number {
    return instant + this.rules.offsetAt(instant)
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
    const before = this.rules.offsetAt(wall - secondsPerDay)
    const after = this.rules.offsetAt(wall + secondsPerDay)
    if (before === after) {
      this.remember(wall, before)
      return wall - before
    }
    return this.nearChange(wall, before, after)
  }

  private nearChange(wall: number, before: number, after: number): number {
    const early = wall - before
    const late = wall - after
    const earlyHolds = this.rules.offsetAt(early) === before
    const lateHolds = this.rules.offsetAt(late) === after
    if (earlyHolds === lateHolds) {
      return this.rules.readsWithLaterOffset(wall - secondsPerDay, wall + secondsPerDay) ? late : early
    }
    return earlyHolds ? early : late
  }

  /** Days without a change come in long rows; the next questions are mostly about the same row. */
  private remember(wall: number, offset: number): void {
    const reach = 4 * secondsPerDay
    const isSteady =
      this.rules.offsetAt(wall - reach) === offset && this.rules.offsetAt(wall + reach) === offset
    this.steadyOffset = offset
    this.steadyFrom = isSteady ? wall - reach + secondsPerDay : wall
    this.steadyTo = isSteady ? wall + reach - secondsPerDay : wall + 1
  }
}

/** Where zone data come from when not from the platform's `Intl`. */
export interface ZoneFiles {
  /** Release of the data, such as `2026f`. */
  readonly version: string
  /**
   * The compiled zone file (TZif) of a zone, or undefined to ask the platform for this one.
   * Asked only for zones the platform knows, so a name is never a way to another file.
   */
  readonly read: (zone: string) => Uint8Array | undefined
}

/**
 * The clocks of the zones asked for so far; share one among all periods of a process.
 *
 * Without files it takes the platform's own zone data. With the files of the system (`/usr/share/zoneinfo`), which
 * Icinga 2 reads too and which are often newer, both decide from the same data.
 *
 * @example new ZoneClocks() // Intl
 * @example new ZoneClocks({ version: '2026f', read: (zone) => readFileSync(`/usr/share/zoneinfo/${zone}`) })
 */
export class ZoneClocks {
  private readonly clocks = new Map<string, ZoneClock>()

  constructor(readonly files?: ZoneFiles) {}

  /** @throws `time-periods.unknown-zone`, `time-periods.bad-zone-file` */
  clockOf(zone: string): ZoneClock {
    const known = this.clocks.get(zone)
    if (known !== undefined) return known
    const platform = new PlatformZone(zone)
    const bytes = this.files?.read(zone)
    const clock = new ZoneClock(zone, bytes === undefined ? platform : parseZoneFile(zone, bytes))
    this.clocks.set(zone, clock)
    return clock
  }
}
