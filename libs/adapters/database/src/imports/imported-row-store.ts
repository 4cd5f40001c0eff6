import { Injectable } from '@nestjs/common'
import type { JsonValue } from '@director/icinga-objects'
import { Database, type SqlSession } from '../database.js'
import { sqlFile } from '../sql-file.js'
import type { ImportRun } from './import-run.js'

/** A row as it was imported: columns that were null are absent. */
export interface ImportedRow {
  readonly key: string
  readonly data: Readonly<Record<string, JsonValue>>
}

const PAGE_ROWS = 5_000
const ROWS_OF_RUN = sqlFile('./rows-of-import-run.sql', import.meta.url)
const REMOVED_KEYS = sqlFile('./keys-removed-between.sql', import.meta.url)
const RUN_UP_TO = `
  SELECT * FROM import_run WHERE source_id = $1 AND ($2::bigint IS NULL OR id <= $2) ORDER BY id DESC LIMIT 1`
const LATEST_RUN = `
  SELECT import_run.* FROM import_run JOIN import_source ON import_source.id = import_run.source_id
  WHERE import_source.name = $1 ORDER BY import_run.id DESC LIMIT 1`

/** Reads imported rows: the present ones and those of earlier imports. */
@Injectable()
export class ImportedRowStore {
  constructor(private readonly database: Database) {}

  /** The latest import of a source that changed anything; undefined before its first one. */
  async latestImportRun(
    sourceName: string,
    session: SqlSession = this.database,
  ): Promise<ImportRun | undefined> {
    const [found] = await session.query<StoredRun>(LATEST_RUN, [sourceName])
    return found === undefined ? undefined : importRunFrom(found)
  }

  /** The stored import of a source with this number, or the next before it; without a number the latest. */
  async importRunUpTo(sourceId: string, importRunId?: number): Promise<ImportRun | undefined> {
    const [found] = await this.database.query<StoredRun>(RUN_UP_TO, [sourceId, importRunId ?? null])
    return found === undefined ? undefined : importRunFrom(found)
  }

  /** The rows after the latest import of a source, ordered by key; none before its first import. */
  async *streamCurrentRows(
    sourceName: string,
    session: SqlSession = this.database,
  ): AsyncGenerator<ImportedRow> {
    const latest = await this.latestImportRun(sourceName, session)
    if (latest !== undefined) yield* this.streamRowsOf(latest, session)
  }

  /**
   * The rows as an import left them, ordered by key as the database compares texts. Pages of 5,000 rows are read as they are asked for;
   * later imports do not disturb, because versions never change.
   */
  async *streamRowsOf(
    importRun: Pick<ImportRun, 'id' | 'sourceId'>,
    session: SqlSession = this.database,
  ): AsyncGenerator<ImportedRow> {
    let after = ''
    for (;;) {
      const page: ImportedRow[] = await session.query<ImportedRow>(ROWS_OF_RUN, [
        importRun.sourceId,
        importRun.id,
        after,
        PAGE_ROWS,
      ])
      yield* page
      const last = page.at(-1)
      if (last === undefined || page.length < PAGE_ROWS) return
      after = last.key
    }
  }

  /**
   * Keys that were there after import run `from` and are not after import run `to`, ordered by key.
   *
   * @param from id of the earlier import run
   * @param to id of the later import run of the same source
   */
  async keysRemovedBetween(
    sourceId: string,
    from: number,
    to: number,
    session: SqlSession = this.database,
  ): Promise<readonly string[]> {
    const rows = await session.query<{ key: string }>(REMOVED_KEYS, [sourceId, from, to])
    return rows.map((row) => row.key)
  }
}

interface StoredRun {
  readonly id: string
  readonly source_id: string
  readonly run_id: string | null
  readonly imported_at: Date
  readonly row_count: number
  readonly created: number
  readonly changed: number
  readonly removed: number
  readonly checksum: string
}

function importRunFrom(stored: StoredRun): ImportRun {
  const { created, changed, removed, checksum } = stored
  return {
    id: Number(stored.id),
    sourceId: stored.source_id,
    runId: stored.run_id,
    importedAt: stored.imported_at,
    rowCount: stored.row_count,
    created,
    changed,
    removed,
    checksum,
  }
}
