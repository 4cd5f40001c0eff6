import type { ObjectKind } from '@director/icinga-objects'
import { Injectable } from '@nestjs/common'
import { Database, type SqlSession } from '../database.js'
import { STORED_OBJECT_COLUMNS, type StoredObject } from './stored-object.js'

/** Which objects a list is about. */
export interface ObjectQuery {
  /** Icinga's name of the type. */
  readonly type: string
  readonly kind?: ObjectKind
  /** Text anywhere in the name, whatever its case. */
  readonly nameContains?: string
  /** The page begins behind this name. */
  readonly afterName?: string
  readonly limit: number
}

/** Reads Icinga objects. Writing is {@link ObjectChangeStore}'s, so that no change misses the audit trail. */
@Injectable()
export class ObjectStore {
  constructor(private readonly database: Database) {}

  async find(
    type: string,
    name: string,
    session: SqlSession = this.database,
  ): Promise<StoredObject | undefined> {
    const [object] = await session.query<StoredObject>(
      `SELECT ${STORED_OBJECT_COLUMNS} FROM icinga_object o WHERE o.type = $1 AND o.name = $2`,
      [type, name],
    )
    return object
  }

  /** One page of objects of a type, by name. */
  async list(query: ObjectQuery, session: SqlSession = this.database): Promise<readonly StoredObject[]> {
    return session.query<StoredObject>(
      `SELECT ${STORED_OBJECT_COLUMNS} FROM icinga_object o
       WHERE o.type = $1 AND o.name > $2 AND ($3::text IS NULL OR o.kind = $3::object_kind)
         AND position(lower($4) IN lower(o.name)) > 0
       ORDER BY o.name LIMIT $5`,
      [query.type, query.afterName ?? '', query.kind ?? null, query.nameContains ?? '', query.limit],
    )
  }

  /** How many objects of each type and kind there are. */
  async count(
    session: SqlSession = this.database,
  ): Promise<readonly { readonly type: string; readonly kind: ObjectKind; readonly count: number }[]> {
    return session.query(
      `SELECT type, kind::text AS kind, count(*)::int AS count FROM icinga_object GROUP BY type, kind ORDER BY type, kind`,
    )
  }

  /** All objects of a type by name, in batches, so that a million of them need not be in memory at once. */
  async *batches(
    type: string,
    batchSize = 5_000,
    session: SqlSession = this.database,
  ): AsyncGenerator<readonly StoredObject[]> {
    let afterName = ''
    for (;;) {
      const batch = await this.list({ type, afterName, limit: batchSize }, session)
      if (batch.length > 0) yield batch
      const last = batch.at(-1)
      if (last === undefined || batch.length < batchSize) return
      afterName = last.name
    }
  }
}
