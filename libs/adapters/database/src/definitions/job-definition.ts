/** After a lost run: `at-least-once` tries the slot again, `at-most-once` leaves it lost. */
export type DeliveryMode = 'at-least-once' | 'at-most-once'

/** What an operator defines: a job type with settings, and when it runs. */
export interface JobDefinition {
  readonly id: string
  readonly name: string
  /** Stored type, such as `director.import`; its package need not be installed. */
  readonly type: string
  /** As stored: values of secret settings are sealed. */
  readonly settings: Readonly<Record<string, unknown>>
  /** Minimum distance between two starts; 0 means "again as soon as the previous run ended". */
  readonly intervalSeconds: number
  /** Name of a time period; null runs at any time. */
  readonly timePeriod: string | null
  /** IANA name of the zone the time period is read in. */
  readonly timeZone: string
  readonly enabled: boolean
  readonly lane: string
  readonly timeoutSeconds: number
  readonly delivery: DeliveryMode
  readonly note: string
  /** Grows with every change; an edit names the one it was made from. */
  readonly revision: number
  /** When the scheduler looks at the definition again; null when nothing is planned. */
  readonly nextRunAt: Date | null
  /** The latest slot that was queued. */
  readonly lastSlotAt: Date | null
  /** Set after three lost attempts in a row. */
  readonly quarantinedAt: Date | null
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** The fields of a definition operators write. */
export type WrittenDefinition = Pick<
  JobDefinition,
  | 'name'
  | 'type'
  | 'settings'
  | 'intervalSeconds'
  | 'timePeriod'
  | 'timeZone'
  | 'enabled'
  | 'lane'
  | 'timeoutSeconds'
  | 'delivery'
  | 'note'
>

/** A queue of its own: runs of one lane are carried out at most `concurrency` at a time. */
export interface Lane {
  readonly name: string
  readonly concurrency: number
}

/** The lane every installation has; serial unless somebody raises its concurrency. */
export const DEFAULT_LANE = 'default'
