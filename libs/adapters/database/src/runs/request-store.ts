import { Injectable } from '@nestjs/common'
import { Database, type SqlSession } from '../database.js'
import type { RunState } from './run.js'
import type { SendableRun } from './planning/plan-store.js'

/** What became of a request to run a definition now. */
export type RunNow =
  | { readonly kind: 'queued'; readonly run: SendableRun & { readonly number: number } }
  | { readonly kind: 'unfinished'; readonly number: number; readonly state: RunState }
  | { readonly kind: 'no-such-definition' }
  | { readonly kind: 'quarantined' }

/** What became of a request to cancel a run. */
export type CancelRequest =
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'requested' }
  | { readonly kind: 'already-finished'; readonly state: RunState }

/** Requests of people: run this now, cancel that. */
@Injectable()
export class RequestStore {
  constructor(private readonly database: Database) {}

  /** Queues a run outside the schedule; the slots of the definition stay as they are. */
  async runNow(transaction: SqlSession, definitionName: string, requestedBy: string): Promise<RunNow> {
    const [definition] = await transaction.query<{ id: string; quarantined: boolean }>(
      'SELECT id, quarantined_at IS NOT NULL AS quarantined FROM job_definition WHERE name = $1 FOR UPDATE',
      [definitionName],
    )
    if (definition === undefined) return { kind: 'no-such-definition' }
    if (definition.quarantined) return { kind: 'quarantined' }
    const [unfinished] = await transaction.query<{ number: number; state: RunState }>(
      `SELECT number::int AS number, state::text AS state FROM run
       WHERE definition_id = $1 AND state IN ('queued', 'running')`,
      [definition.id],
    )
    if (unfinished !== undefined) return { kind: 'unfinished', ...unfinished }
    const [run] = await transaction.query<SendableRun & { number: number }>(
      `INSERT INTO run (definition_id, definition_name, definition_revision, type, settings, lane, timeout_seconds,
                        trigger, slot_at, requested_by)
       SELECT id, name, revision, type, settings, lane, timeout_seconds, 'manual', clock_timestamp(), $2
       FROM job_definition WHERE id = $1 RETURNING id, lane, number::int AS number`,
      [definition.id, requestedBy],
    )
    return run === undefined ? { kind: 'no-such-definition' } : { kind: 'queued', run }
  }

  /** A queued run is cancelled at once; a running one is asked to stop. */
  async cancel(runId: string, reason: string): Promise<CancelRequest> {
    const [run] = await this.database.query<{ state: RunState; was: RunState }>(
      `UPDATE run SET
         state = CASE WHEN state = 'queued' THEN 'cancelled'::run_state ELSE state END,
         finished_at = CASE WHEN state = 'queued' THEN clock_timestamp() END,
         message = CASE WHEN state = 'queued' THEN $2 ELSE message END,
         cancel_requested_at = clock_timestamp(), cancel_reason = $2
       WHERE id = $1 AND state IN ('queued', 'running')
       RETURNING replace(state::text, '_', '-') AS state, pg_notify('director_cancel', id::text)`,
      [runId, reason],
    )
    if (run?.state === 'cancelled') return { kind: 'cancelled' }
    if (run !== undefined) return { kind: 'requested' }
    const [finished] = await this.database.query<{ state: RunState }>(
      `SELECT replace(state::text, '_', '-') AS state FROM run WHERE id = $1`,
      [runId],
    )
    return { kind: 'already-finished', state: finished?.state ?? 'lost' }
  }
}
