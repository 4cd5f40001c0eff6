import { Injectable } from '@nestjs/common'
import { Database } from '../../database.js'
import { sqlFile } from '../../sql-file.js'
import { storableJson, storableText } from '../../storable-text.js'
import { storedState, type ClaimedRun, type RunOutcome, type RunState } from '../run.js'

/** Why a run was or was not taken. */
export type Claim =
  | { readonly kind: 'claimed'; readonly run: ClaimedRun }
  /** The lane is full or all jobs are stopped: try again later. */
  | { readonly kind: 'no-room' }
  /** Somebody else took or ended it, or it does not exist any more: nothing to do. */
  | { readonly kind: 'not-queued'; readonly state: RunState | 'missing' }

/** What a renewal tells the worker. */
export type Renewal =
  { readonly kind: 'renewed'; readonly cancelReason: string | null } | { readonly kind: 'not-ours' }

const CLAIM_RUN = sqlFile('./claim-run.sql', import.meta.url)
const FINISH_RUN = sqlFile('./finish-run.sql', import.meta.url)

/** The worker's grip on a run: taken by compare-and-set, held by a lease, let go by an outcome. */
@Injectable()
export class ClaimStore {
  constructor(private readonly database: Database) {}

  async claim(runId: string, lane: string, worker: string, leaseSeconds: number): Promise<Claim> {
    const [run] = await this.database.query<ClaimedRun>(CLAIM_RUN, [runId, lane, worker, leaseSeconds])
    if (run !== undefined) return { kind: 'claimed', run }
    const [seen] = await this.database.query<{ state: RunState }>(
      `SELECT replace(state::text, '_', '-') AS state FROM run WHERE id = $1`,
      [runId],
    )
    return seen?.state === 'queued'
      ? { kind: 'no-room' }
      : { kind: 'not-queued', state: seen?.state ?? 'missing' }
  }

  /** Prolongs the lease and asks whether somebody wants the run cancelled. */
  async renew(run: Pick<ClaimedRun, 'id' | 'fence'>, leaseSeconds: number): Promise<Renewal> {
    const [renewed] = await this.database.query<{ cancelReason: string | null }>(
      `UPDATE run SET lease_until = clock_timestamp() + make_interval(secs => $3)
       WHERE id = $1 AND fence = $2 AND state = 'running'
       RETURNING CASE WHEN cancel_requested_at IS NOT NULL THEN coalesce(cancel_reason, '') END AS "cancelReason"`,
      [run.id, run.fence, leaseSeconds],
    )
    return renewed === undefined
      ? { kind: 'not-ours' }
      : { kind: 'renewed', cancelReason: renewed.cancelReason }
  }

  /** Stores the outcome. `false`: the run was not this worker's any more and the outcome was refused. */
  async finish(run: Pick<ClaimedRun, 'id' | 'fence'>, outcome: RunOutcome): Promise<boolean> {
    const [result] = await this.database.query<{ finished: number }>(FINISH_RUN, [
      run.id,
      run.fence,
      storedState(outcome.state),
      storableText(outcome.message),
      storableJson(outcome.counters ?? {}),
      outcome.error === undefined ? null : storableJson(outcome.error),
    ])
    return result?.finished === 1
  }

  /**
   * Gives an interrupted run back to the queue; it does not count as an attempt. One that is to be cancelled ends
   * instead: nobody wants it to begin again.
   */
  async giveBack(run: Pick<ClaimedRun, 'id' | 'fence'>): Promise<'queued' | 'cancelled' | 'not-ours'> {
    const held = [run.id, run.fence]
    const queued = await this.database.query(
      `UPDATE run SET state = 'queued', started_at = NULL, worker = NULL, lease_until = NULL, sent_at = NULL, progress = NULL
       WHERE id = $1 AND fence = $2 AND state = 'running' AND cancel_requested_at IS NULL RETURNING id`,
      held,
    )
    if (queued.length === 1) return 'queued'
    const cancelled = await this.database.query(
      `UPDATE run SET state = 'cancelled', finished_at = clock_timestamp(), message = coalesce(cancel_reason, 'cancelled'),
         lease_until = NULL
       WHERE id = $1 AND fence = $2 AND state = 'running' RETURNING id`,
      held,
    )
    return cancelled.length === 1 ? 'cancelled' : 'not-ours'
  }

  async saveProgress(run: Pick<ClaimedRun, 'id' | 'fence'>, progress: object): Promise<void> {
    await this.database.query(
      `UPDATE run SET progress = $3 WHERE id = $1 AND fence = $2 AND state = 'running'`,
      [run.id, run.fence, storableJson(progress)],
    )
  }
}
