import type { WrittenConfiguration } from '@director/database'
import type { JobLog } from '@director/kit'

/** What became of a delivered configuration. */
export type DeliveryOutcome =
  | { readonly kind: 'active'; readonly startupLog?: string }
  | { readonly kind: 'rejected'; readonly startupLog: string }
  /** Nobody knows: it disappeared, or no outcome came in time. */
  | { readonly kind: 'lost'; readonly reason: string }

/** What a destination is told about the run it works for. */
export interface DeliveryWatch {
  readonly waitSeconds: number
  readonly signal: AbortSignal
  readonly log: JobLog
  /** To be called once the upload is over, with the name the destination gave it. */
  uploaded(stage: string): Promise<void>
}

/** A place configurations are brought to. */
export interface Destination {
  /** Path or address; deployments are recorded under it. */
  readonly name: string
  /** Makes sure that it can be used at all; throws the reason otherwise. */
  check(): Promise<void>
  /** Checksum of what is in effect there; undefined when nothing is, or something that is not ours. */
  activeChecksum(): Promise<string | undefined>
  deliver(configuration: WrittenConfiguration, watch: DeliveryWatch): Promise<DeliveryOutcome>
  /** What became of an upload of an earlier run; undefined while it is being validated. */
  outcomeOf(stage: string): Promise<DeliveryOutcome | undefined>
}
