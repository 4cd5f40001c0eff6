import { Injectable } from '@nestjs/common'
import type { RefusalKind } from '@director/schedule'
import { Database } from '../../database.js'

/** What was decided about one slot of a definition. */
export interface Verdict {
  readonly slotAt: Date
  readonly kind: 'queued' | RefusalKind
  /** Number of the run that was queued; null when the slot was refused or the run is no longer kept. */
  readonly run: number | null
  /** Why the slot was refused; empty when it was queued. */
  readonly reason: string
  /** Earlier slots that passed undecided and count as decided with this one. */
  readonly coalescedSlots: number
  readonly decidedAt: Date
  /** The scheduler that decided. */
  readonly decidedBy: string
  /** Release of the zone data the decision rests on. */
  readonly zoneDataVersion: string
}

/** Which verdicts to list. */
export interface VerdictFilter {
  readonly definitionName: string
  /** Only slots before this instant: the next page. */
  readonly before?: Date
  readonly limit?: number
}

/** Answers why a definition ran or did not run at some time. */
@Injectable()
export class VerdictStore {
  constructor(private readonly database: Database) {}

  /** The verdicts about a definition, the newest slot first. */
  async list(filter: VerdictFilter): Promise<readonly Verdict[]> {
    return this.database.query<Verdict>(
      `SELECT v.slot_at AS "slotAt", replace(v.kind::text, '_', '-') AS kind, run.number::int AS run, v.reason,
              v.coalesced_slots AS "coalescedSlots", v.decided_at AS "decidedAt", v.decided_by AS "decidedBy",
              v.zone_data_version AS "zoneDataVersion"
       FROM job_definition d JOIN verdict v ON v.definition_id = d.id LEFT JOIN run ON run.id = v.run_id
       WHERE d.name = $1 AND ($2::timestamptz IS NULL OR v.slot_at < $2)
       ORDER BY v.slot_at DESC LIMIT $3`,
      [filter.definitionName, filter.before ?? null, filter.limit ?? 50],
    )
  }
}
