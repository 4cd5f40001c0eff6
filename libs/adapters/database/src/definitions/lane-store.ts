import { Injectable } from '@nestjs/common'
import { Database } from '../database.js'
import type { Lane } from './job-definition.js'

/** Stores lanes. */
@Injectable()
export class LaneStore {
  constructor(private readonly database: Database) {}

  async list(): Promise<readonly Lane[]> {
    return this.database.query<Lane>('SELECT name, concurrency FROM lane ORDER BY name')
  }

  /** @returns false when a lane of this name exists */
  async create(lane: Lane): Promise<boolean> {
    const { count } = await this.database.prisma.lane.createMany({ data: [lane], skipDuplicates: true })
    return count === 1
  }

  /** @returns false when there is no lane of this name */
  async setConcurrency(name: string, concurrency: number): Promise<boolean> {
    const { count } = await this.database.prisma.lane.updateMany({ where: { name }, data: { concurrency } })
    return count === 1
  }

  /**
   * Deletes a lane that neither a definition nor an unfinished run uses: without its lane a queued run would never be
   * claimed.
   *
   * @returns false when there is none of this name, or it is used
   */
  async deleteUnused(name: string): Promise<boolean> {
    const deleted = await this.database.query(
      `DELETE FROM lane WHERE name = $1
         AND NOT EXISTS (SELECT FROM job_definition WHERE lane = $1)
         AND NOT EXISTS (SELECT FROM run WHERE lane = $1 AND state IN ('queued', 'running'))
       RETURNING name`,
      [name],
    )
    return deleted.length === 1
  }

  /** Numbers of the queued and running runs of a lane. */
  async unfinishedRunsIn(name: string): Promise<readonly number[]> {
    const runs = await this.database.query<{ number: number }>(
      `SELECT number::int AS number FROM run WHERE lane = $1 AND state IN ('queued', 'running') ORDER BY number`,
      [name],
    )
    return runs.map((run) => run.number)
  }

  /** Names of the definitions in a lane. */
  async definitionsIn(name: string): Promise<readonly string[]> {
    const rows = await this.database.prisma.jobDefinition.findMany({
      where: { laneName: name },
      select: { name: true },
      orderBy: { name: 'asc' },
    })
    return rows.map((row) => row.name)
  }
}
