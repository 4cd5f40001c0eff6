import { Injectable } from '@nestjs/common'
import { Database, type SqlSession, type Transaction } from '../database.js'
import type { ImportRun } from '../imports/import-run.js'
import { sqlFile } from '../sql-file.js'
import { storableJson } from '../storable-text.js'
import type { HeldImport } from './held-import.js'

const COLUMNS = `
  source_id AS "sourceId", held_at AS "heldAt", run_id AS "runId", key_column AS "keyColumn",
  base_import_run_id::int AS "baseImportRunId", reasons, row_count AS "rowCount", created, changed, removed, unchanged, skipped, checksum`

const HOLD_PLACED_ROWS = sqlFile('./hold-placed-rows.sql', import.meta.url)
const HOLD_STAGED_ROWS = sqlFile('./hold-staged-rows.sql', import.meta.url)
const HOLD_REMOVED_KEYS = sqlFile('./hold-removed-keys.sql', import.meta.url)
const SAVE_HELD_IMPORT = sqlFile('./save-held-import.sql', import.meta.url)
const CLOSE_HELD_ROWS = sqlFile('./close-held-rows.sql', import.meta.url)
const INSERT_HELD_ROWS = sqlFile('./insert-held-rows.sql', import.meta.url)

/**
 * Imports that wait for a person. What is held is compared with the rows stored then; every import that is applied drops
 * it, so it can be applied as it is while the latest import run is the one it was compared with. Whoever writes holds the import lock of the source.
 *
 * @see docs/decisions/0005-guarded-imports.md
 */
@Injectable()
export class HeldImportStore {
  constructor(private readonly database: Database) {}

  /** What is held of a source. */
  async find(sourceId: string, session: SqlSession = this.database): Promise<HeldImport | undefined> {
    const [held] = await session.query<HeldImport>(
      `SELECT ${COLUMNS} FROM held_import WHERE source_id = $1`,
      [sourceId],
    )
    return held
  }

  /** Takes the rows that a first import already placed away and holds them. */
  async holdPlacedRows(transaction: Transaction, target: Pick<ImportRun, 'id' | 'sourceId'>): Promise<void> {
    await transaction.query(HOLD_PLACED_ROWS, [target.sourceId, target.id])
  }

  /** Holds the staged rows: what is new or changed. */
  async holdStagedRows(transaction: Transaction, sourceId: string): Promise<void> {
    await transaction.query(HOLD_STAGED_ROWS, [sourceId])
  }

  /** Holds that rows would be gone. */
  async holdRemovedKeys(transaction: Transaction, sourceId: string, keys: readonly string[]): Promise<void> {
    await transaction.query(HOLD_REMOVED_KEYS, [sourceId, keys])
  }

  /**
   * Stores the figures of what is held.
   *
   * @param held `heldAt` undefined: since now
   */
  async save(
    transaction: Transaction,
    held: Omit<HeldImport, 'heldAt'> & { readonly heldAt: Date | undefined },
  ): Promise<void> {
    await transaction.query(SAVE_HELD_IMPORT, [
      held.sourceId,
      held.heldAt ?? null,
      held.runId,
      held.keyColumn,
      storableJson(held.reasons),
      held.rowCount,
      held.created,
      held.changed,
      held.removed,
      held.unchanged,
      held.skipped,
      held.checksum,
      held.baseImportRunId,
    ])
  }

  /** Makes the held rows current and ends the versions they replace or remove. */
  async apply(transaction: Transaction, target: Pick<ImportRun, 'id' | 'sourceId'>): Promise<void> {
    // The rows may be a million that came a moment ago.
    await transaction.query('ANALYZE held_row')
    await transaction.query(CLOSE_HELD_ROWS, [target.sourceId, target.id])
    await transaction.query(INSERT_HELD_ROWS, [target.sourceId, target.id])
  }

  /** Forgets what is held. @returns what it was; undefined when nothing was held */
  async drop(transaction: Transaction, sourceId: string): Promise<HeldImport | undefined> {
    const [dropped] = await transaction.query<HeldImport>(
      `DELETE FROM held_import WHERE source_id = $1 RETURNING ${COLUMNS}`,
      [sourceId],
    )
    if (dropped !== undefined)
      await transaction.query('DELETE FROM held_row WHERE source_id = $1', [sourceId])
    return dropped
  }
}
