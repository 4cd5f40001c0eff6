import { Injectable } from '@nestjs/common'
import type { RefusalKind } from '@director/schedule'
import { Database, type SqlSession } from '../../database.js'
import { sqlFile } from '../../sql-file.js'

/** A definition that is due, as the planner needs it. */
export interface DueDefinition {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly enabled: boolean
  readonly quarantined: boolean
  readonly intervalSeconds: number
  readonly timePeriod: string | null
  readonly timeZone: string
  readonly lastSlotAt: Date | null
  readonly nextRunAt: Date | null
}

/** A slot to be queued. */
export interface QueuedSlot {
  readonly definitionId: string
  readonly slotAt: Date
  readonly coalescedSlots: number
  readonly nextRunAt: Date
}

/** A slot that is not run, with the reason. */
export interface RefusedSlot {
  readonly definitionId: string
  readonly slotAt: Date
  readonly coalescedSlots: number
  readonly why: RefusalKind
  readonly reason: string
  readonly nextRunAt: Date | null
}

/** Who decided, and by which zone data. */
export interface DecidedBy {
  readonly scheduler: string
  readonly zoneDataVersion: string
}

/** A stored run that waits to be sent to its lane's queue. */
export interface SendableRun {
  readonly id: string
  readonly lane: string
}

const DUE_DEFINITIONS = sqlFile('./due-definitions.sql', import.meta.url)
const QUEUE_RUNS = sqlFile('./queue-runs.sql', import.meta.url)
const REFUSE_SLOTS = sqlFile('./refuse-slots.sql', import.meta.url)

/** The planner's questions: what is due, and what was decided. */
@Injectable()
export class PlanStore {
  constructor(private readonly database: Database) {}

  /** Due definitions, locked until the transaction ends; other schedulers pass them by. `now` is the database's. */
  async lockDue(
    session: SqlSession,
    limit: number,
  ): Promise<{ readonly now: Date; readonly due: readonly DueDefinition[] }> {
    const due = await session.query<DueDefinition & { now: Date }>(DUE_DEFINITIONS, [limit])
    return { now: due[0]?.now ?? new Date(0), due }
  }

  async queueRuns(
    session: SqlSession,
    slots: readonly QueuedSlot[],
    by: DecidedBy,
  ): Promise<readonly SendableRun[]> {
    return session.query<SendableRun>(QUEUE_RUNS, [
      slots.map((slot) => slot.definitionId),
      slots.map((slot) => slot.slotAt),
      slots.map((slot) => slot.coalescedSlots),
      slots.map((slot) => slot.nextRunAt),
      by.scheduler,
      by.zoneDataVersion,
    ])
  }

  async refuseSlots(session: SqlSession, slots: readonly RefusedSlot[], by: DecidedBy): Promise<void> {
    await session.query(REFUSE_SLOTS, [
      slots.map((slot) => slot.definitionId),
      slots.map((slot) => slot.slotAt),
      slots.map((slot) => slot.why.replace('-', '_')),
      slots.map((slot) => slot.reason),
      slots.map((slot) => slot.coalescedSlots),
      slots.map((slot) => slot.nextRunAt),
      by.scheduler,
      by.zoneDataVersion,
    ])
  }

  /** Moves definitions that are not due after all; `null` stops planning them. */
  async lookAgain(
    session: SqlSession,
    moves: readonly { definitionId: string; nextRunAt: Date | null }[],
  ): Promise<void> {
    await session.query(
      `UPDATE job_definition d SET next_run_at = moved.next_run_at
       FROM unnest($1::uuid[], $2::timestamptz[]) AS moved(id, next_run_at) WHERE d.id = moved.id`,
      [moves.map((move) => move.definitionId), moves.map((move) => move.nextRunAt)],
    )
  }

  /** Milliseconds until the earliest planned slot by the database's clock; undefined when none is planned. */
  async millisecondsUntilNext(): Promise<number | undefined> {
    const [next] = await this.database.query<{ wait: number | null }>(
      `SELECT extract(epoch FROM min(next_run_at) - clock_timestamp())::float8 * 1000 AS wait
       FROM job_definition WHERE next_run_at > clock_timestamp()`,
    )
    return next?.wait ?? undefined
  }
}
