import { referrersOf, type Reference } from '@director/icinga-objects'
import { Injectable } from '@nestjs/common'
import { Database, type SqlSession } from '../database.js'
import { sqlFile } from '../sql-file.js'
import { STORED_OBJECT_COLUMNS, type StoredObject } from './stored-object.js'

const REFERRERS = sqlFile('./referrers.sql', import.meta.url)

/** An object that names another one. */
export interface Referrer {
  /** Id of the referring object; a job definition's id when `type` is `job`. */
  readonly id: string
  /** Type of the referring object, or `job` for a job definition. */
  readonly type: string
  readonly name: string
  /** `imports` or a property. */
  readonly place: string
  /** The name it uses. */
  readonly uses: string
}

/** Answers which names objects use, in both directions. */
@Injectable()
export class ReferenceStore {
  constructor(private readonly database: Database) {}

  /** Those of the references nothing answers to. A template can be imported, everything else referred to. */
  async missing(
    references: readonly Reference[],
    session: SqlSession = this.database,
  ): Promise<readonly Pick<Reference, 'type' | 'name' | 'wants'>[]> {
    if (references.length === 0) return []
    return session.query(
      `SELECT DISTINCT r.type, r.name, r.wants
       FROM unnest($1::text[], $2::text[], $3::text[]) AS r(type, name, wants)
       WHERE NOT EXISTS (
         SELECT FROM icinga_object o WHERE o.type = r.type AND o.name = r.name
           AND (o.kind = 'external' OR (o.kind = 'template') = (r.wants = 'template')))
       ORDER BY r.type, r.name`,
      [
        references.map((reference) => reference.type),
        references.map((reference) => reference.name),
        references.map((reference) => reference.wants),
      ],
    )
  }

  /** Objects, and for time periods job definitions, that name any of `names`; at most `limit`. */
  async referrers(
    type: string,
    names: readonly string[],
    limit = 1_000,
    session: SqlSession = this.database,
  ): Promise<readonly Referrer[]> {
    if (names.length === 0) return []
    const places = referrersOf(type)
    const objects = await session.query<Referrer>(REFERRERS, [
      names,
      places.map((place) => place.type),
      places.map((place) => place.place),
      limit,
    ])
    return type === 'TimePeriod' ? [...(await this.jobsIn(names, session)), ...objects] : objects
  }

  /** All templates of a type, to follow their imports. */
  async templates(type: string, session: SqlSession = this.database): Promise<readonly StoredObject[]> {
    return session.query<StoredObject>(
      `SELECT ${STORED_OBJECT_COLUMNS} FROM icinga_object o WHERE o.type = $1 AND o.kind IN ('template', 'external')
       ORDER BY o.name`,
      [type],
    )
  }

  /** All objects and templates of a type of which there are few, such as time periods. */
  async everyObject(type: string, session: SqlSession = this.database): Promise<readonly StoredObject[]> {
    return session.query<StoredObject>(
      `SELECT ${STORED_OBJECT_COLUMNS} FROM icinga_object o WHERE o.type = $1 ORDER BY o.name`,
      [type],
    )
  }

  private async jobsIn(names: readonly string[], session: SqlSession): Promise<readonly Referrer[]> {
    return session.query<Referrer>(
      `SELECT id, 'job' AS type, name, 'time period' AS place, time_period AS "uses"
       FROM job_definition WHERE time_period = ANY($1::text[]) ORDER BY name`,
      [names],
    )
  }
}
