import { ZoneClocks, type ZoneFiles } from '@director/time-periods'

/** The zone data a process decides by: one set of clocks, and the release they come from. */
export class ZoneData {
  /** Shared by everything in the process, so that each zone is learned once. */
  readonly clocks: ZoneClocks
  /** Release of the tz database, such as `2026f`; stored with every verdict. `unknown` when nobody can tell. */
  readonly version: string

  /**
   * @param platformVersion release the platform's `Intl` was made with, if it says so
   * @param files files to decide by in place of the platform's own data
   */
  constructor(platformVersion: string | undefined, files?: ZoneFiles) {
    this.clocks = new ZoneClocks(files)
    this.version = files?.version ?? platformVersion ?? 'unknown'
  }
}
