import type { IcingaObject, ObjectKind } from '@director/icinga-objects'
import type { DirectorConnection } from './director-connection.settings.js'
import { directorObject, type RelatedRecords } from './director-object.js'
import { openDirectorSession, type DirectorRecord, type DirectorSession } from './director-session.js'
import { objectsStatement, relatedStatements, sampleStatement } from './director-statements.js'
import { DIRECTOR_TABLES, type DirectorObjectType, type DirectorTable } from './director-tables.js'

/** Objects read together: a statement for them, and one for each kind of thing that belongs to them. */
const PAGE_OBJECTS = 500

const SPELLED: Readonly<Record<ObjectKind, string>> = {
  object: 'object',
  template: 'template',
  apply: 'apply',
  external: 'external_object',
}

interface PartsOfPage extends Pick<RelatedRecords, 'part' | 'property'> {
  readonly byOwner: ReadonlyMap<number, readonly DirectorRecord[]>
}

/**
 * The objects of one type in the database of an Icinga Director, all as they were at one instant. Nothing is written.
 *
 * @see Icinga Director 1.10, whose tables these are
 */
export class DirectorDatabase {
  private readonly table: DirectorTable
  private objectsRead = 0

  private constructor(
    private readonly session: DirectorSession,
    private readonly type: DirectorObjectType,
  ) {
    this.table = DIRECTOR_TABLES[type]
  }

  /**
   * @param signal stops the statement under way
   * @throws AppError `source.unreachable`, `source.refused-login`, `source.missing-database`
   */
  static async open(
    connection: DirectorConnection,
    type: DirectorObjectType,
    signal: AbortSignal,
  ): Promise<DirectorDatabase> {
    return new DirectorDatabase(await openDirectorSession(connection, signal), type)
  }

  /**
   * The objects, a page at a time; of one kind or of all.
   *
   * @throws AppError `source.unexpected-schema`, `source.interrupted`, `source.timed-out`, `source.malformed`
   */
  async *pages(kind?: ObjectKind): AsyncGenerator<readonly IcingaObject[]> {
    const pages = kind === undefined ? this.read('all', []) : this.read('one kind', [SPELLED[kind]])
    this.objectsRead = 0
    for await (const page of pages) {
      yield page
      this.objectsRead += page.length
    }
  }

  /** Everything that another object imports. */
  async listTemplates(): Promise<readonly IcingaObject[]> {
    const templates: IcingaObject[] = []
    for await (const page of this.read('imported', [])) templates.push(...page)
    return templates
  }

  /** The zone that Director was told to be the master's; undefined when it finds it out itself. */
  async findMasterZone(): Promise<string | undefined> {
    const [setting] = await this.ask(
      'SELECT s.setting_value AS name FROM director_setting s WHERE s.setting_name = ?',
      ['master_zone'],
    )
    return setting === undefined ? undefined : String(setting['name'])
  }

  async close(): Promise<void> {
    await this.session.close()
  }

  private async *read(
    wanted: Parameters<typeof objectsStatement>[2],
    values: readonly string[],
  ): AsyncGenerator<readonly IcingaObject[]> {
    const [sample] = await this.ask(sampleStatement(this.table))
    if (sample === undefined) return
    const present = new Set(Object.keys(sample))
    const statement = objectsStatement(this.table, present, wanted, PAGE_OBJECTS)
    for (let lastId = 0; ;) {
      const records = await this.ask(statement, [lastId, ...values])
      const last = records.at(-1)
      if (last === undefined) return
      yield await this.withParts(records)
      lastId = Number(last['id'])
    }
  }

  private async withParts(records: readonly DirectorRecord[]): Promise<readonly IcingaObject[]> {
    const parts: PartsOfPage[] = []
    const ids = records.map(({ id }) => Number(id))
    for (const { part, property, statement } of relatedStatements(this.table, ids)) {
      parts.push({ part, property, byOwner: groupedByOwner(await this.ask(statement)) })
    }
    return records.map((record) => {
      const id = Number(record['id'])
      const related: RelatedRecords[] = parts.map(({ part, property, byOwner }) => ({
        part,
        property,
        records: byOwner.get(id) ?? [],
      }))
      return directorObject(this.type, this.table, record, related)
    })
  }

  private async ask(
    statement: string,
    values: readonly (string | number)[] = [],
  ): Promise<readonly DirectorRecord[]> {
    return this.session.ask(statement, values, this.objectsRead)
  }
}

function groupedByOwner(records: readonly DirectorRecord[]): ReadonlyMap<number, readonly DirectorRecord[]> {
  const groups = new Map<number, DirectorRecord[]>()
  for (const record of records) {
    const owner = Number(record['owner'])
    const group = groups.get(owner)
    if (group === undefined) groups.set(owner, [record])
    else group.push(record)
  }
  return groups
}
