import { Injectable } from '@nestjs/common'
import type { JsonValue } from '@director/icinga-objects'
import { cursorRows } from '../cursor-rows.js'
import { Database } from '../database.js'
import { sqlFile } from '../sql-file.js'

type RowData = Readonly<Record<string, JsonValue>>

/** A key whose row is not the same in two versions of a source's rows. */
export interface DifferingRow {
  readonly key: string
  /** Null: there was no row of this key. */
  readonly before: RowData | null
  /** Null: there is no row of this key any more. */
  readonly after: RowData | null
}

/** How many keys differ, and how. */
export interface DifferenceCounts {
  readonly created: number
  readonly changed: number
  readonly removed: number
}

const DIFFERING = sqlFile('./differing-rows.sql', import.meta.url).text
const HELD_ROWS = sqlFile('./held-rows.sql', import.meta.url)
const COUNT = {
  name: 'count-differing-rows',
  text: `SELECT count(*) FILTER (WHERE before_run IS NULL)::int AS created,
           count(*) FILTER (WHERE after_run IS NULL)::int AS removed,
           count(before_run + after_run)::int AS changed
         FROM (${DIFFERING}) AS differing`,
}
// Sorted before the data is fetched, version by version along the primary key: the sort holds keys only.
const VERSION =
  'SELECT data FROM imported_row AS version WHERE version.source_id = $1 AND version.key = sorted.key'
const ROWS = {
  name: 'differing-rows',
  text: `WITH sorted AS MATERIALIZED (SELECT * FROM (${DIFFERING}) AS differing ORDER BY key)
         SELECT key, (${VERSION} AND version.valid_from_run = before_run) AS before,
           (${VERSION} AND version.valid_from_run = after_run) AS after
         FROM sorted`,
}

/** Compares versions of a source's imported rows. What it costs depends on what differs, not on how many rows there are. */
@Injectable()
export class ImportDifferenceStore {
  constructor(private readonly database: Database) {}

  /**
   * Counts what differs between two import runs.
   *
   * @param from id of the earlier import run; 0 for before the first one
   * @param to id of the later import run
   */
  async count(sourceId: string, from: number, to: number): Promise<DifferenceCounts> {
    const [counts] = await this.database.query<DifferenceCounts>(COUNT, [sourceId, from, to])
    return counts ?? { created: 0, changed: 0, removed: 0 }
  }

  /** What differs between two import runs, ordered by key; parameters as of {@link count}. */
  between(sourceId: string, from: number, to: number): AsyncGenerator<DifferingRow> {
    return cursorRows<DifferingRow>(this.database, ROWS, [sourceId, from, to])
  }

  /** What differs between the stored rows and those that are held, ordered by key. */
  held(sourceId: string): AsyncGenerator<DifferingRow> {
    return cursorRows<DifferingRow>(this.database, HELD_ROWS, [sourceId])
  }
}
