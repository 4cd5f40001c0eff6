import { AppError } from '@director/errors'
import type { KeyedRow } from '@director/sync-plan'
import { Injectable } from '@nestjs/common'
import type { SqlSession, Transaction } from '../database.js'
import { sqlFile } from '../sql-file.js'

const OPEN_ROWS = sqlFile('./open-rows.sql', import.meta.url)

/** The stored import a sync works on. */
export interface PinnedImport {
  readonly source: string
  readonly sourceId: string
  /** Id of the import run. */
  readonly runId: string
  readonly rowCount: number
}

/** Reads what imports stored, for syncs. */
@Injectable()
export class SyncSourceStore {
  /** Names without an import source. */
  async unknown(names: readonly string[], session: SqlSession): Promise<readonly string[]> {
    const rows = await session.query<{ name: string }>(
      `SELECT w.name FROM unnest($1::text[]) AS w(name)
       WHERE NOT EXISTS (SELECT FROM import_source s WHERE s.name = w.name) ORDER BY w.name`,
      [names],
    )
    return rows.map((row) => row.name)
  }

  /**
   * The latest stored import of every source, in the given order.
   *
   * @throws AppError `sync.unknown-source`, `sync.never-imported`
   */
  async pinLatest(names: readonly string[], session: SqlSession): Promise<readonly PinnedImport[]> {
    const rows = await session.query<Partial<PinnedImport> & { readonly source: string }>(
      `SELECT w.name AS source, s.id AS "sourceId", r.id::text AS "runId", r.row_count AS "rowCount"
       FROM unnest($1::text[]) WITH ORDINALITY AS w(name, ordinal)
       LEFT JOIN import_source s ON s.name = w.name
       LEFT JOIN LATERAL (
         SELECT id, row_count FROM import_run WHERE source_id = s.id ORDER BY id DESC LIMIT 1) r ON true
       ORDER BY w.ordinal`,
      [names],
    )
    return rows.map(pinned)
  }

  /** All rows of the pinned imports sorted by key, in batches; one statement, so one consistent state. */
  async *rows(
    transaction: Transaction,
    imports: readonly PinnedImport[],
    batchSize: number,
  ): AsyncGenerator<readonly KeyedRow[]> {
    await transaction.query(OPEN_ROWS, [
      imports.map((entry) => entry.sourceId),
      imports.map((entry) => entry.runId),
    ])
    for (;;) {
      const fetched = await transaction.query<FetchedRow>(`FETCH ${Math.trunc(batchSize)} FROM sync_rows`)
      yield fetched.map((row) => ({
        source: imports[row.ordinal - 1]?.source ?? '',
        key: row.key,
        matchKey: row.matchKey,
        row: row.data,
      }))
      if (fetched.length < batchSize) break
    }
    await transaction.query('CLOSE sync_rows')
  }
}

interface FetchedRow {
  readonly matchKey: string
  readonly key: string
  readonly ordinal: number
  readonly data: KeyedRow['row']
}

function pinned(
  row: Partial<Record<keyof PinnedImport, unknown>> & { readonly source: string },
): PinnedImport {
  const { source, sourceId, runId, rowCount } = row
  if (typeof sourceId !== 'string') {
    throw new AppError('sync.unknown-source', `there is no import source "${source}"`, {
      remedy: 'Create the source or correct the rule',
      details: { source },
    })
  }
  if (typeof runId !== 'string') {
    throw new AppError('sync.never-imported', `import source "${source}" was never imported`, {
      remedy: 'Run an import of this source first',
      details: { source },
    })
  }
  return { source, sourceId, runId, rowCount: Number(rowCount) }
}
