/** What is known of one time zone. Instants are epoch seconds, offsets are seconds to add to UTC. */
export interface ZoneRules {
  /** What to add to UTC at this instant to get the wall clock. */
  offsetAt(instant: number): number
  /**
   * Whether a wall-clock time that a clock change doubles or leaves out is read with the offset after the change.
   *
   * @param before an instant before the change
   * @param after an instant after it
   */
  readsWithLaterOffset(before: number, after: number): boolean
}

/** From an instant on, an offset holds; `isDaylight` is what the zone data call daylight saving time. */
export interface OffsetChange {
  readonly at: number
  readonly offset: number
  readonly isDaylight: boolean
}
