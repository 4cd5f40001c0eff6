import { Injectable } from '@nestjs/common'
import { AppError } from '@director/errors'
import { Database } from '../database.js'
import type { JobDefinition as StoredDefinition, Prisma } from '../generated/client.js'
import type { JobDefinition, WrittenDefinition } from './job-definition.js'

/** Fields to change; those left out stay. */
export type DefinitionChanges = Partial<WrittenDefinition>

type Writer = Prisma.TransactionClient

// Reads are plain SQL: Prisma's first query of a process costs 270 ms, which every command line would pay.
const COLUMNS = `
  id, name, type, settings, interval_seconds AS "intervalSeconds", time_period AS "timePeriod",
  time_zone AS "timeZone", enabled, lane, timeout_seconds AS "timeoutSeconds",
  replace(delivery::text, '_', '-') AS delivery, note, revision, next_run_at AS "nextRunAt",
  last_slot_at AS "lastSlotAt", quarantined_at AS "quarantinedAt", created_at AS "createdAt", updated_at AS "updatedAt"`

/** Stores job definitions. Everything about time is decided by the database's clock. */
@Injectable()
export class DefinitionStore {
  constructor(private readonly database: Database) {}

  async list(): Promise<readonly JobDefinition[]> {
    return this.database.query<JobDefinition>(`SELECT ${COLUMNS} FROM job_definition ORDER BY name`)
  }

  async find(name: string): Promise<JobDefinition | undefined> {
    const [found] = await this.database.query<JobDefinition>(
      `SELECT ${COLUMNS} FROM job_definition WHERE name = $1`,
      [name],
    )
    return found
  }

  /**
   * Stores a new definition; an enabled one is due at once, as in Director.
   *
   * @throws AppError `job.name-taken`, `job.unknown-lane` when another process was faster than the caller's checks
   */
  async create(definition: WrittenDefinition): Promise<JobDefinition> {
    return this.write(async (writer) => {
      const { id } = await writer.jobDefinition.create({ data: columnsOf(definition), select: { id: true } })
      return planned(writer, id)
    })
  }

  /**
   * Changes a definition if it still has the revision the changes were made from, and plans it anew: the next slot is
   * the last one plus the interval, or now when that has passed.
   *
   * @returns undefined when the definition was changed or deleted meanwhile
   * @throws AppError `job.name-taken`, `job.unknown-lane`
   */
  async edit(id: string, revision: number, changes: DefinitionChanges): Promise<JobDefinition | undefined> {
    return this.write(async (writer) => {
      const data = { ...columnsOf(changes), revision: { increment: 1 } }
      const { count } = await writer.jobDefinition.updateMany({ where: { id, revision }, data })
      return count === 0 ? undefined : planned(writer, id)
    })
  }

  /** Turns a definition on or off; turning it on ends its quarantine. Undefined when there is none of that name. */
  async setEnabled(name: string, enabled: boolean): Promise<JobDefinition | undefined> {
    return this.write(async (writer) => {
      const quarantine = enabled ? { quarantinedAt: null } : {}
      const data = { enabled, ...quarantine, revision: { increment: 1 } }
      const [changed] = await writer.jobDefinition.updateManyAndReturn({
        where: { name },
        data,
        select: { id: true },
      })
      return changed === undefined ? undefined : planned(writer, changed.id)
    })
  }

  /** Deletes a definition with its verdicts; its runs stay in the history. */
  async delete(name: string): Promise<boolean> {
    const { count } = await this.database.prisma.jobDefinition.deleteMany({ where: { name } })
    return count > 0
  }

  /** Names of the time periods a definition may use. */
  async timePeriodNames(): Promise<readonly string[]> {
    const periods = await this.database.query<{ name: string }>(
      `SELECT name FROM icinga_object WHERE type = 'TimePeriod' AND kind = 'object' ORDER BY name`,
    )
    return periods.map((period) => period.name)
  }

  private async write<Result>(work: (writer: Writer) => Promise<Result>): Promise<Result> {
    try {
      return await this.database.prisma.$transaction(work)
    } catch (error) {
      throw explained(error)
    }
  }
}

async function planned(writer: Writer, id: string): Promise<JobDefinition> {
  await writer.$executeRaw`
    UPDATE job_definition SET updated_at = now(), next_run_at = CASE WHEN enabled AND quarantined_at IS NULL
      THEN greatest(now(), last_slot_at + interval_seconds * interval '1 second') END
    WHERE id = ${id}::uuid`
  return definitionFrom(await writer.jobDefinition.findUniqueOrThrow({ where: { id } }))
}

function columnsOf(definition: WrittenDefinition): Prisma.JobDefinitionUncheckedCreateInput
function columnsOf(changes: DefinitionChanges): Prisma.JobDefinitionUncheckedUpdateManyInput
function columnsOf({ lane, delivery, settings, ...same }: DefinitionChanges): object {
  return {
    ...same,
    ...(lane === undefined ? {} : { laneName: lane }),
    ...(delivery === undefined
      ? {}
      : { delivery: delivery === 'at-most-once' ? 'at_most_once' : 'at_least_once' }),
    ...(settings === undefined ? {} : { settings }),
  }
}

function definitionFrom({ laneName, delivery, settings, ...same }: StoredDefinition): JobDefinition {
  return {
    ...same,
    lane: laneName,
    delivery: delivery === 'at_most_once' ? 'at-most-once' : 'at-least-once',
    settings: Object(settings),
  }
}

// P2002: unique constraint; P2003: foreign key.
function explained(error: unknown): unknown {
  const code: unknown = Object(error).code
  if (code === 'P2002') {
    return new AppError('job.name-taken', 'a job definition of this name exists', {
      expected: 'a name no other definition has',
      cause: error,
    })
  }
  if (code === 'P2003') {
    return new AppError('job.unknown-lane', 'the lane does not exist', {
      remedy: '`director lanes list` shows the lanes',
      cause: error,
    })
  }
  return error
}
