import { AppError } from '@director/errors'
import { Injectable } from '@nestjs/common'
import { Database, type Transaction, type Transactions } from '../database.js'
import { sqlFile } from '../sql-file.js'
import { copyIn, copyOutRecords } from './copy-rows.js'
import type { ImportRun } from './import-run.js'
import type { ImportSource } from './import-source.js'

/** A row on its way into the database. */
export interface NewRow {
  readonly key: string
  /** 32 hexadecimal digits. */
  readonly checksum: string
  /** The row as JSON text without line breaks. */
  readonly data: string
}

/** Bytes of a current row's fingerprint: the first 12 of the SHA-256 of its key, then its checksum of 16. */
export const FINGERPRINT_BYTES = 28

const CLOSE_REPLACED_ROWS = sqlFile('./close-replaced-rows.sql', import.meta.url)
const INSERT_STAGED_ROWS = sqlFile('./insert-staged-rows.sql', import.meta.url)
const CLOSE_REMOVED_ROWS = sqlFile('./close-removed-rows.sql', import.meta.url)
const LOCKED_SOURCE = `
  SELECT
    id, name, type, key_column AS "keyColumn", settings, modifiers, row_policy AS "rowPolicy", guards, description,
    revision, created_at AS "createdAt", updated_at AS "updatedAt"
  FROM import_source WHERE id = $1 FOR KEY SHARE`
const INSERT_RUN = `
  INSERT INTO import_run (id, source_id, run_id, row_count, created, changed, removed, checksum)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`

/** Writes what an import changes; every method works in the import's own transaction. */
@Injectable()
export class RowImportStore {
  constructor(private readonly database: Database) {}

  /**
   * Runs the work of one import in one transaction; of a source, one import at a time in the whole installation.
   * When the signal aborts, the statement under way is cancelled at the server.
   *
   * @param work gets the source as it is when its turn has come: it may have been edited while an import of it went on
   * @param transactions where the transaction is opened; default: on any connection
   * @throws AppError `import-source.deleted-meanwhile`
   */
  async importing<Result>(
    sourceId: string,
    signal: AbortSignal,
    work: (transaction: Transaction, source: ImportSource) => Promise<Result>,
    transactions: Transactions = this.database,
  ): Promise<Result> {
    return transactions.transaction((transaction) =>
      this.cancellable(transaction, signal, async () => {
        await transaction.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
          `import ${sourceId}`,
        ])
        // The source cannot be deleted before the import is over: rows have no foreign key.
        const [source] = await transaction.query<ImportSource>(LOCKED_SOURCE, [sourceId])
        if (source === undefined) throw deletedMeanwhile()
        return work(transaction, source)
      }),
    )
  }

  /** Fingerprints of the current rows: buffers of whole records of {@link FINGERPRINT_BYTES}. */
  async *currentFingerprints(transaction: Transaction, sourceId: string): AsyncGenerator<Buffer> {
    const source = transaction.client.escapeLiteral(sourceId)
    // Nothing else can go on meanwhile: hashing keys is worth as many processes as the server has to spare.
    await transaction.query('SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0')
    yield* copyOutRecords(
      transaction,
      `SELECT substring(sha256(convert_to(key, 'UTF8')), 1, 12) || checksum FROM imported_row
       WHERE source_id = ${source} AND valid_to_run IS NULL`,
      FINGERPRINT_BYTES,
    )
  }

  /** Keys of the current rows, in no order; read as they are asked for. */
  async *currentKeys(transaction: Transaction, sourceId: string): AsyncGenerator<string> {
    await transaction.query(
      `DECLARE current_keys NO SCROLL CURSOR FOR
       SELECT key FROM imported_row WHERE source_id = ${transaction.client.escapeLiteral(sourceId)} AND valid_to_run IS NULL`,
    )
    for (;;) {
      const page = await transaction.query<{ key: string }>('FETCH 10000 FROM current_keys')
      for (const { key } of page) yield key
      if (page.length === 0) break
    }
    await transaction.query('CLOSE current_keys')
  }

  /** Takes the number of an import run before its rows are written. */
  async nextImportRunId(transaction: Transaction): Promise<number> {
    const [next] = await transaction.query<{ id: string }>(`SELECT nextval('import_run_id_seq') AS id`)
    return Number(next?.id)
  }

  /** The import run whose rows are current; null when there was none. */
  async latestImportRunId(transaction: Transaction, sourceId: string): Promise<number | null> {
    const [latest] = await transaction.query<{ id: number | null }>(
      'SELECT max(id)::int AS id FROM import_run WHERE source_id = $1',
      [sourceId],
    )
    return latest?.id ?? null
  }

  /** Rows the latest import of a source left: those that are current. */
  async storedRowCount(transaction: Transaction, sourceId: string): Promise<number> {
    const [latest] = await transaction.query<{ rows: number }>(
      'SELECT row_count AS rows FROM import_run WHERE source_id = $1 ORDER BY id DESC LIMIT 1',
      [sourceId],
    )
    return latest?.rows ?? 0
  }

  /** Writes the rows of a source that has none yet: straight to their place. */
  async copyFirstRows(
    transaction: Transaction,
    target: Pick<ImportRun, 'id' | 'sourceId'>,
    batches: AsyncIterable<readonly NewRow[]>,
  ): Promise<void> {
    const columns = 'source_id, valid_from_run, key, checksum, data'
    await copyIn(transaction, `imported_row (${columns})`, batches, `${target.sourceId}\t${target.id}\t`)
  }

  /** Writes new and changed rows beside the current ones, to be applied by {@link applyStagedRows}. */
  async stageRows(transaction: Transaction, batches: AsyncIterable<readonly NewRow[]>): Promise<void> {
    await transaction.query(
      'CREATE TEMPORARY TABLE staged_row (key text NOT NULL, checksum bytea NOT NULL, data jsonb NOT NULL) ON COMMIT DROP',
    )
    await copyIn(transaction, 'staged_row (key, checksum, data)', batches)
  }

  /** Ends the versions that staged rows replace and makes the staged rows current. */
  async applyStagedRows(transaction: Transaction, target: Pick<ImportRun, 'id' | 'sourceId'>): Promise<void> {
    await transaction.query('ANALYZE staged_row')
    await transaction.query(CLOSE_REPLACED_ROWS, [target.sourceId, target.id])
    await transaction.query(INSERT_STAGED_ROWS, [target.sourceId, target.id])
  }

  /** Ends the current versions of the keys. */
  async removeRows(
    transaction: Transaction,
    target: Pick<ImportRun, 'id' | 'sourceId'>,
    keys: readonly string[],
  ): Promise<void> {
    await transaction.query(CLOSE_REMOVED_ROWS, [target.sourceId, target.id, keys])
  }

  async insertImportRun(transaction: Transaction, run: Omit<ImportRun, 'importedAt'>): Promise<void> {
    const { id, sourceId, runId, rowCount, created, changed, removed, checksum } = run
    await transaction.query(INSERT_RUN, [id, sourceId, runId, rowCount, created, changed, removed, checksum])
  }

  private async cancellable<Result>(
    transaction: Transaction,
    signal: AbortSignal,
    work: () => Promise<Result>,
  ) {
    signal.throwIfAborted()
    const [backend] = await transaction.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
    let cancelling: Promise<unknown> | undefined
    const cancel = () => {
      cancelling = this.database.query('SELECT pg_cancel_backend($1)', [backend?.pid]).catch(() => undefined)
    }
    signal.addEventListener('abort', cancel, { once: true })
    try {
      // A signal that aborted before is not told to listeners.
      signal.throwIfAborted()
      return await work()
    } finally {
      signal.removeEventListener('abort', cancel)
      // A cancel that arrived later would hit whoever uses this connection next.
      await cancelling
    }
  }
}

function deletedMeanwhile(): AppError {
  return new AppError('import-source.deleted-meanwhile', 'the import source was deleted meanwhile', {
    remedy: 'Remove it from the jobs that import it',
  })
}
