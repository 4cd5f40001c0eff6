import type { Connection } from '../connection.js'
import type { SqlSession, Transaction, Transactions } from '../sql-session.js'
import { storableJson, storableText } from '../storable-text.js'
import type { EndedAttempt } from './import-attempt.js'

const END = `
  UPDATE import_attempt SET
    finished_at = clock_timestamp(), outcome = $2, row_count = $3, created = $4, changed = $5, removed = $6,
    unchanged = $7, skipped = $8, checksum = $9, import_run_id = $10, error = $11, columns = $12, skipped_rows = $13
  WHERE id = $1 AND outcome = 'running'`

/**
 * An attempt under way. Its connection holds a lock that tells so: when the process dies, the server frees it, and the
 * attempt is lost for everybody who looks. The import's own transaction runs on the same connection, so that neither
 * can live without the other.
 */
export class OpenAttempt implements Transactions {
  constructor(
    private readonly id: number,
    private readonly connection: Connection,
    private readonly database: SqlSession,
  ) {}

  async transaction<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
    return this.connection.transaction(work)
  }

  /**
   * Writes how it ended; only the first end counts.
   *
   * @param session the import's transaction, so that its rows are stored with this end or not at all; left out: the
   *   transaction is over
   */
  async end(ending: EndedAttempt, session: SqlSession = this.database): Promise<void> {
    await writeEnd(session, this.id, ending)
  }

  /** Frees lock and connection; without an end the attempt is lost from now on. Never fails. */
  async close(): Promise<void> {
    try {
      await this.connection.query('SELECT pg_advisory_unlock(import_attempt_lock(), $1)', [this.id])
      this.connection.release()
    } catch (error) {
      this.connection.release(error instanceof Error ? error : new Error(String(error)))
    }
  }
}

/** Ends an attempt that has no end yet; its instant is the database's. */
export async function writeEnd(session: SqlSession, id: number, ending: EndedAttempt): Promise<void> {
  await session.query(END, [
    id,
    ending.outcome,
    ending.rowCount,
    ending.created,
    ending.changed,
    ending.removed,
    ending.unchanged,
    ending.skipped,
    ending.checksum,
    ending.importRunId,
    ending.error === null ? null : storableJson(ending.error),
    ending.columns.map(storableText),
    storableJson(ending.skippedRows),
  ])
}
