import { Injectable } from '@nestjs/common'
import { Database } from '../../database.js'

/** A stored time period, as far as evaluating it needs. */
export interface StoredTimePeriod {
  readonly name: string
  readonly isTemplate: boolean
  readonly properties: Readonly<Record<string, unknown>>
  readonly imports: readonly string[]
}

/** Reads the time periods the scheduler evaluates. */
@Injectable()
export class TimePeriodStore {
  constructor(private readonly database: Database) {}

  /** Changes whenever any period does; cheap to ask often. */
  async fingerprint(): Promise<string> {
    const [row] = await this.database.query<{ fingerprint: string }>(
      `SELECT concat(count(*), '@', max(updated_at), '#', sum(revision)) AS fingerprint
       FROM icinga_object WHERE type = 'TimePeriod'`,
    )
    return row?.fingerprint ?? ''
  }

  async list(): Promise<readonly StoredTimePeriod[]> {
    return this.database.query<StoredTimePeriod>(
      `SELECT name, kind = 'template' AS "isTemplate", properties, imports
       FROM icinga_object WHERE type = 'TimePeriod' ORDER BY name`,
    )
  }
}
