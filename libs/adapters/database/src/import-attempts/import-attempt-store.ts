import { Injectable } from '@nestjs/common'
import { Database, type SqlSession } from '../database.js'
import { storableJson, storableText } from '../storable-text.js'
import type { FinishedAttempt, ImportAttempt } from './import-attempt.js'

const COLUMNS = `
  id::int AS id, source_id AS "sourceId", run_id AS "runId", requested_by AS "requestedBy", check_only AS "checkOnly",
  started_at AS "startedAt", finished_at AS "finishedAt", outcome, row_count AS "rowCount", created, changed, removed,
  unchanged, skipped, checksum, import_run_id::int AS "importRunId", error, columns, skipped_rows AS "skippedRows"`

const INSERT = `
  INSERT INTO import_attempt (
    source_id, run_id, requested_by, check_only, started_at, finished_at, outcome, row_count, created, changed, removed,
    unchanged, skipped, checksum, import_run_id, error, columns, skipped_rows
  )
  SELECT $1, $2, $3, $4, now - $5 * interval '1 millisecond', now, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17
  FROM clock_timestamp() AS now`

/** The history of imports: one row an attempt, also of those that changed nothing or failed. */
@Injectable()
export class ImportAttemptStore {
  constructor(private readonly database: Database) {}

  /** The latest attempts of a source, newest first. */
  async list(sourceId: string, limit: number): Promise<readonly ImportAttempt[]> {
    return this.database.query<ImportAttempt>(
      `SELECT ${COLUMNS} FROM import_attempt WHERE source_id = $1 ORDER BY id DESC LIMIT $2`,
      [sourceId, limit],
    )
  }

  /** The columns the latest attempt saw that read any rows; none when there was none. */
  async latestColumns(sourceId: string): Promise<readonly string[]> {
    const [latest] = await this.database.query<{ columns: readonly string[] }>(
      `SELECT columns FROM import_attempt WHERE source_id = $1 AND columns <> '{}' ORDER BY id DESC LIMIT 1`,
      [sourceId],
    )
    return latest?.columns ?? []
  }

  /** Writes an attempt that just ended; its instants are the database's. */
  async insert(attempt: FinishedAttempt, session: SqlSession = this.database): Promise<void> {
    await session.query(INSERT, [
      attempt.sourceId,
      attempt.runId,
      attempt.requestedBy,
      attempt.checkOnly,
      attempt.durationMs,
      attempt.outcome,
      attempt.rowCount,
      attempt.created,
      attempt.changed,
      attempt.removed,
      attempt.unchanged,
      attempt.skipped,
      attempt.checksum,
      attempt.importRunId,
      attempt.error === null ? null : storableJson(attempt.error),
      attempt.columns.map(storableText),
      storableJson(attempt.skippedRows),
    ])
  }
}
