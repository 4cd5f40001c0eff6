import { Injectable } from '@nestjs/common'
import type { IcingaObject } from '@director/icinga-objects'
import { Database, type SqlSession } from '../database.js'

// Some hundred kilobytes a round trip.
const PAGE_SIZE = 1_000

/** All objects as they were at one instant. */
export interface ObjectSnapshot {
  /** Every template and every external object: what others inherit from. */
  listTemplates(): Promise<readonly IcingaObject[]>
  countObjects(): Promise<number>
  /** Everything, sorted by type and name (by bytes), a page in memory at a time. */
  streamObjects(): AsyncIterable<IcingaObject>
}

/** Reads objects consistently: what a sync commits meanwhile is seen whole or not at all. */
@Injectable()
export class ObjectSnapshotStore {
  constructor(private readonly database: Database) {}

  /** Calls `work` with a snapshot that lasts until it returns. */
  async read<Result>(work: (snapshot: ObjectSnapshot) => Promise<Result>): Promise<Result> {
    return this.database.transaction(async (transaction) => {
      await transaction.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY')
      return work({
        listTemplates: () =>
          transaction.query<IcingaObject>(
            `SELECT ${COLUMNS} FROM icinga_object WHERE kind IN ('template', 'external')`,
          ),
        countObjects: () => countObjects(transaction),
        streamObjects: () => streamObjects(transaction),
      })
    })
  }
}

const COLUMNS = 'type, name, kind::text AS kind, disabled, properties, vars, imports'

// A cursor sorts once; paging by key would sort again for every page where the database sorts names by another rule.
const OPEN_CURSOR = `
  DECLARE objects NO SCROLL CURSOR FOR
  SELECT ${COLUMNS} FROM icinga_object ORDER BY type COLLATE "C", name COLLATE "C"`

async function countObjects(session: SqlSession): Promise<number> {
  const [row] = await session.query<{ count: number }>('SELECT count(*)::int AS count FROM icinga_object')
  return row?.count ?? 0
}

async function* streamObjects(session: SqlSession): AsyncGenerator<IcingaObject> {
  await session.query(OPEN_CURSOR)
  for (;;) {
    const page = await session.query<IcingaObject>(`FETCH ${PAGE_SIZE} FROM objects`)
    if (page.length === 0) return
    yield* page
  }
}
