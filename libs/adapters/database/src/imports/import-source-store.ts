import { Injectable } from '@nestjs/common'
import { AppError } from '@director/errors'
import { Database } from '../database.js'
import type { ImportSource as StoredSource, Prisma } from '../generated/client.js'
import type { LastAttempt } from '../import-attempts/import-attempt.js'
import { sqlFile } from '../sql-file.js'
import type { ImportSource, WrittenImportSource } from './import-source.js'

const LAST_ATTEMPTS = sqlFile('../import-attempts/last-attempts.sql', import.meta.url)

/** Stores import source definitions. */
@Injectable()
export class ImportSourceStore {
  constructor(private readonly database: Database) {}

  /** All import sources, by name. */
  async list(): Promise<readonly ImportSource[]> {
    const rows = await this.database.prisma.importSource.findMany({ orderBy: { name: 'asc' } })
    return rows.map(sourceFrom)
  }

  async find(name: string): Promise<ImportSource | undefined> {
    const row = await this.database.prisma.importSource.findUnique({ where: { name } })
    return row === null ? undefined : sourceFrom(row)
  }

  /**
   * The latest attempts that tell the state of sources: stopped ones tell nothing.
   *
   * @param sourceId only of this source; left out: of all
   */
  async lastAttempts(sourceId?: string): Promise<readonly LastAttempt[]> {
    return this.database.query<LastAttempt>(LAST_ATTEMPTS, [sourceId ?? null])
  }

  /** @throws AppError `import-source.name-taken` */
  async create(source: WrittenImportSource): Promise<ImportSource> {
    try {
      return sourceFrom(await this.database.prisma.importSource.create({ data: columnsOf(source) }))
    } catch (error) {
      throw explained(error, source.name)
    }
  }

  /**
   * Changes a source if it still has the revision the changes were made from. Its imported rows stay.
   *
   * @returns undefined when the source was changed or deleted meanwhile
   * @throws AppError `import-source.name-taken`
   */
  async edit(id: string, revision: number, source: WrittenImportSource): Promise<ImportSource | undefined> {
    try {
      const [edited] = await this.database.prisma.importSource.updateManyAndReturn({
        where: { id, revision },
        data: { ...columnsOf(source), revision: { increment: 1 }, updatedAt: new Date() },
      })
      return edited === undefined ? undefined : sourceFrom(edited)
    } catch (error) {
      throw explained(error, source.name)
    }
  }

  /** Deletes a source with its import runs and rows; waits for an import of it that is under way. */
  async delete(name: string): Promise<boolean> {
    const { count } = await this.database.prisma.importSource.deleteMany({ where: { name } })
    return count > 0
  }
}

function columnsOf({ settings, modifiers, rowPolicy, guards, ...same }: WrittenImportSource) {
  // All were parsed from JSON or by a schema whose values are JSON; Prisma's own type cannot express readonly.
  return {
    ...same,
    settings: settings as Prisma.InputJsonObject,
    modifiers: modifiers as Prisma.InputJsonArray,
    rowPolicy: rowPolicy as Prisma.InputJsonObject,
    guards: guards as Prisma.InputJsonObject,
  }
}

function sourceFrom({ settings, modifiers, rowPolicy, guards, ...same }: StoredSource): ImportSource {
  return {
    ...same,
    settings: Object(settings),
    modifiers: Array.isArray(modifiers) ? modifiers : [],
    rowPolicy: Object(rowPolicy),
    guards: Object(guards),
  }
}

// P2002: unique constraint.
function explained(error: unknown, name: string): unknown {
  if (Object(error).code !== 'P2002') return error
  return new AppError('import-source.name-taken', `an import source "${name}" exists already`, {
    expected: 'a name no other import source has',
    remedy: 'Choose another name, or edit the source that has it',
    details: { name },
    cause: error,
  })
}
