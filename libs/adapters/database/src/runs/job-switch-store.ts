import { Injectable } from '@nestjs/common'
import { Database } from '../database.js'

/** Whether the switch "stop all jobs" is on, since when, and who turned it. */
export interface JobSwitchState {
  readonly stopped: boolean
  readonly changedAt: Date | null
  readonly changedBy: string | null
}

/** The installation's switch "stop all jobs". */
@Injectable()
export class JobSwitchStore {
  constructor(private readonly database: Database) {}

  async state(): Promise<JobSwitchState> {
    const [row] = await this.database.query<JobSwitchState>(
      `SELECT value = 'true' AS stopped, changed_at AS "changedAt", changed_by AS "changedBy"
       FROM installation_setting WHERE name = 'all-jobs-stopped'`,
    )
    return row ?? { stopped: false, changedAt: null, changedBy: null }
  }

  async turn(stopped: boolean, changedBy: string): Promise<void> {
    await this.database.query(
      `WITH changed AS (
         INSERT INTO installation_setting (name, value, changed_by) VALUES ('all-jobs-stopped', $1, $2)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_at = now(), changed_by = excluded.changed_by
         RETURNING name)
       SELECT pg_notify('director_schedule', '') FROM changed`,
      [JSON.stringify(stopped), changedBy],
    )
  }
}
