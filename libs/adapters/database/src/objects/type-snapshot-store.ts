import type { IcingaObject, ObjectKind } from '@director/icinga-objects'
import { Injectable } from '@nestjs/common'
import type pg from 'pg'
import { Database } from '../database.js'

const PAGE_OBJECTS = 1_000
const COLUMNS = 'type, name, kind::text AS kind, disabled, properties, vars, imports'

/** The objects of one type as they are at one instant; whoever opens it closes it. */
export interface TypeSnapshot {
  /** Templates and external objects: everything others can inherit from. */
  listTemplates(): Promise<readonly IcingaObject[]>
  /** Objects by name, a page in memory at a time; of one kind or of all. */
  pages(kind?: ObjectKind): AsyncIterable<readonly IcingaObject[]>
  close(): Promise<void>
}

/** Opens snapshots that are read bit by bit: what a sync commits meanwhile is not seen. */
@Injectable()
export class TypeSnapshotStore {
  constructor(private readonly database: Database) {}

  /**
   * Takes a connection of the pool until the snapshot is closed.
   *
   * @param type Icinga's name of the type
   */
  async open(type: string): Promise<TypeSnapshot> {
    const client = await this.database.pool.connect()
    let broken: Error | undefined
    // The pool listens to idle connections only; one that breaks here would end the process.
    const noteBroken = (error: Error) => (broken = error)
    client.on('error', noteBroken)
    const close = async () => {
      await client.query('ROLLBACK').catch(noteBroken)
      client.off('error', noteBroken)
      client.release(broken)
    }
    try {
      await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY')
      return {
        listTemplates: () => listTemplates(client, type),
        pages: (kind) => pages(client, type, kind),
        close,
      }
    } catch (error) {
      await close()
      throw error
    }
  }
}

async function listTemplates(client: pg.PoolClient, type: string): Promise<readonly IcingaObject[]> {
  const { rows } = await client.query<IcingaObject>(
    `SELECT ${COLUMNS} FROM icinga_object WHERE type = $1 AND kind IN ('template', 'external')`,
    [type],
  )
  return rows
}

async function* pages(
  client: pg.PoolClient,
  type: string,
  kind: ObjectKind | undefined,
): AsyncGenerator<readonly IcingaObject[]> {
  for (let afterName = ''; ;) {
    const { rows } = await client.query<IcingaObject>(
      `SELECT ${COLUMNS} FROM icinga_object
       WHERE type = $1 AND name > $2 AND ($3::object_kind IS NULL OR kind = $3::object_kind)
       ORDER BY name LIMIT ${PAGE_OBJECTS}`,
      [type, afterName, kind ?? null],
    )
    const last = rows.at(-1)
    if (last === undefined) return
    yield rows
    afterName = last.name
  }
}
