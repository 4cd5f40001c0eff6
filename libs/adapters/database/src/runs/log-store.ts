import { Injectable } from '@nestjs/common'
import { Database } from '../database.js'

/** One line of a run's log. */
export interface RunLogLine {
  /** Counts from 1 within the run. */
  readonly number: number
  readonly at: Date
  readonly level: 'debug' | 'info' | 'warn' | 'error'
  readonly message: string
  readonly fields: Readonly<Record<string, unknown>> | null
}

/** The stored log of runs. */
@Injectable()
export class RunLogStore {
  constructor(private readonly database: Database) {}

  /** Stores lines in order; a line that is there already stays as it is. */
  async append(runId: string, lines: readonly RunLogLine[]): Promise<void> {
    await this.database.query(
      `INSERT INTO run_log_line (run_id, number, at, level, message, fields)
       SELECT $1, * FROM unnest($2::int[], $3::timestamptz[], $4::text[], $5::text[], $6::jsonb[])
       ON CONFLICT DO NOTHING`,
      [
        runId,
        lines.map((line) => line.number),
        lines.map((line) => line.at),
        lines.map((line) => line.level),
        // PostgreSQL cannot store NUL; what a handler logs must not break the run.
        lines.map((line) => line.message.replaceAll('\0', '\uFFFD')),
        lines.map((line) =>
          line.fields === null ? null : JSON.stringify(line.fields).replaceAll('\\u0000', '\\ufffd'),
        ),
      ],
    )
  }

  async read(runId: string, after = 0, limit = 1_000): Promise<readonly RunLogLine[]> {
    return this.database.query<RunLogLine>(
      `SELECT number, at, level, message, fields FROM run_log_line
       WHERE run_id = $1 AND number > $2 ORDER BY number LIMIT $3`,
      [runId, after, limit],
    )
  }
}
