import { Injectable } from '@nestjs/common'
import { Database, type SqlSession } from '../database.js'

/** What a sync changed. Runs that changed nothing are told by the run history alone. */
export interface SyncRun {
  readonly ruleId: string
  readonly ruleName: string
  readonly runId: string | undefined
  readonly created: number
  /** Disabled objects included. */
  readonly changed: number
  readonly deleted: number
  /** Source → id of the import run the rows were taken from. */
  readonly importRuns: Readonly<Record<string, string>>
}

/** A stored sync run. */
export type StoredSyncRun = Omit<SyncRun, 'ruleId' | 'runId'> & {
  readonly id: string
  readonly runId: string | null
  readonly syncedAt: Date
}

/** Stores what syncs changed. */
@Injectable()
export class SyncRunStore {
  constructor(private readonly database: Database) {}

  async record(run: SyncRun, session: SqlSession = this.database): Promise<void> {
    await session.query(
      `INSERT INTO sync_run (rule_id, rule_name, run_id, created, changed, deleted, import_runs)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        run.ruleId,
        run.ruleName,
        run.runId ?? null,
        run.created,
        run.changed,
        run.deleted,
        JSON.stringify(run.importRuns),
      ],
    )
  }

  /** The latest runs of a rule, newest first. */
  async latest(ruleName: string, limit: number): Promise<readonly StoredSyncRun[]> {
    return this.database.query<StoredSyncRun>(
      `SELECT id::text AS id, rule_name AS "ruleName", run_id AS "runId", synced_at AS "syncedAt", created, changed, deleted,
         import_runs AS "importRuns"
       FROM sync_run WHERE rule_name = $1 ORDER BY id DESC LIMIT $2`,
      [ruleName, limit],
    )
  }
}
