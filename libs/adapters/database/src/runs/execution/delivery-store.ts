import { Injectable } from '@nestjs/common'
import { Database, type SqlSession } from '../../database.js'
import { sqlFile } from '../../sql-file.js'
import type { SendableRun } from '../planning/plan-store.js'

/** A run whose worker is gone, and what its definition says about trying again. */
export interface LostRun {
  readonly id: string
  readonly number: number
  readonly definitionId: string | null
  readonly definitionName: string
  readonly attempt: number
  readonly worker: string | null
  readonly delivery: 'at_least_once' | 'at_most_once' | null
  readonly enabled: boolean
  /** Somebody asked for it, at its first attempt; then it runs although its definition is disabled. */
  readonly isRequested: boolean
  /** Somebody asked for its end; then nobody waits for another attempt. */
  readonly cancelRequested: boolean
}

const EXPIRE_LEASES = sqlFile('./expire-leases.sql', import.meta.url)

/** What the sweeper asks and records: unsent runs, lost runs, definitions that lose their workers. */
@Injectable()
export class DeliveryStore {
  constructor(private readonly database: Database) {}

  async markSent(runs: readonly SendableRun[]): Promise<void> {
    await this.database.query(
      `UPDATE run SET sent_at = clock_timestamp(), send_count = send_count + 1 WHERE id = ANY($1::uuid[]) AND state = 'queued'`,
      [runs.map((run) => run.id)],
    )
  }

  /** Queued runs never sent for a second, or sent longer ago than `resendAfterSeconds`; oldest first. */
  async undelivered(
    resendAfterSeconds: number,
    limit: number,
  ): Promise<readonly (SendableRun & { sendCount: number })[]> {
    return this.database.query<SendableRun & { sendCount: number }>(
      `SELECT id, lane, send_count AS "sendCount" FROM run
       WHERE state = 'queued'
         AND (sent_at < clock_timestamp() - make_interval(secs => $1)
              OR (sent_at IS NULL AND queued_at < clock_timestamp() - interval '1 second'))
       ORDER BY sent_at NULLS FIRST, number LIMIT $2`,
      [resendAfterSeconds, limit],
    )
  }

  async expireLeases(session: SqlSession): Promise<readonly LostRun[]> {
    return session.query<LostRun>(EXPIRE_LEASES)
  }

  /** A new attempt of the same slot with the definition as it is now. */
  async queueNextAttempt(session: SqlSession, lost: LostRun): Promise<SendableRun | undefined> {
    const [run] = await session.query<SendableRun>(
      `INSERT INTO run (definition_id, definition_name, definition_revision, type, settings, lane, timeout_seconds,
                        trigger, slot_at, attempt, retry_of, requested_by)
       SELECT d.id, d.name, d.revision, d.type, d.settings, d.lane, d.timeout_seconds, 'retry', lost.slot_at,
              lost.attempt + 1, lost.id, lost.requested_by
       FROM run lost JOIN job_definition d ON d.id = lost.definition_id
       WHERE lost.id = $1
       ON CONFLICT DO NOTHING RETURNING id, lane`,
      [lost.id],
    )
    return run
  }

  /** True when the latest `count` runs of the definition, as it was last changed or enabled, were all lost. */
  async lostInARow(session: SqlSession, definitionId: string, count: number): Promise<boolean> {
    const [answer] = await session.query<{ yes: boolean }>(
      `SELECT count(*) = $2 AND bool_and(state = 'lost') AS yes
       FROM (SELECT state FROM run
             WHERE definition_id = $1 AND queued_at >= (SELECT updated_at FROM job_definition WHERE id = $1)
             ORDER BY number DESC LIMIT $2) latest`,
      [definitionId, count],
    )
    return answer?.yes ?? false
  }

  async quarantine(session: SqlSession, definitionId: string): Promise<void> {
    await session.query(
      `UPDATE job_definition SET quarantined_at = now(), next_run_at = NULL WHERE id = $1 AND quarantined_at IS NULL`,
      [definitionId],
    )
  }
}
