import { Injectable } from '@nestjs/common'
import { Database, type SqlSession } from '../database.js'
import type { BegunAttempt, EndedAttempt, ImportAttempt } from './import-attempt.js'
import { OpenAttempt, writeEnd } from './open-attempt.js'

const COLUMNS = `
  id::int AS id, source_id AS "sourceId", run_id AS "runId", requested_by AS "requestedBy", check_only AS "checkOnly",
  started_at AS "startedAt", finished_at AS "finishedAt",
  CASE WHEN outcome = 'running' AND import_attempt_is_lost(id) THEN 'lost' ELSE outcome END AS outcome,
  row_count AS "rowCount", created, changed, removed, unchanged, skipped, checksum, import_run_id::int AS "importRunId",
  error, columns, skipped_rows AS "skippedRows"`

const BEGIN = `
  INSERT INTO import_attempt (source_id, run_id, requested_by, check_only, started_at, outcome)
  VALUES ($1, $2, $3, $4, clock_timestamp(), 'running') RETURNING id::int AS id`

/** The history of imports: one row an attempt, also of those that changed nothing, failed or were lost. */
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

  /** Writes that an attempt begins, on the connection it shall use. Whoever begins one closes it, whatever came of it. */
  async begin(attempt: BegunAttempt): Promise<OpenAttempt> {
    const connection = await this.database.connection()
    try {
      // The lock is there before anybody sees the attempt: the statement ends with both.
      const [begun] = await connection.query<{ id: number }>(
        `WITH begun AS (${BEGIN}) SELECT id, pg_advisory_lock(import_attempt_lock(), id) FROM begun`,
        valuesOf(attempt),
      )
      if (begun === undefined) throw new Error('the attempt got no number')
      return new OpenAttempt(begun.id, connection, this.database)
    } catch (error) {
      connection.release(error instanceof Error ? error : new Error(String(error)))
      throw error
    }
  }

  /** Writes an attempt that took no time, such as a decision of a person. */
  async insert(attempt: BegunAttempt & EndedAttempt, session: SqlSession): Promise<void> {
    const [begun] = await session.query<{ id: number }>(BEGIN, valuesOf(attempt))
    if (begun !== undefined) await writeEnd(session, begun.id, attempt)
  }
}

function valuesOf({ sourceId, runId, requestedBy, checkOnly }: BegunAttempt): readonly unknown[] {
  return [sourceId, runId, requestedBy, checkOnly]
}
