import { Injectable } from '@nestjs/common'
import { Database } from '../../database.js'
import { storableJson, storableText } from '../../storable-text.js'

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

  /** Stores lines behind those the run has already; only the worker that holds the run appends. */
  async append(runId: string, lines: readonly Omit<RunLogLine, 'number'>[]): Promise<void> {
    await this.database.query(
      `INSERT INTO run_log_line (run_id, number, at, level, message, fields)
       SELECT $1, (SELECT coalesce(max(number), 0) FROM run_log_line WHERE run_id = $1) + line.position,
              line.at, line.level, line.message, line.fields
       FROM unnest($2::timestamptz[], $3::text[], $4::text[], $5::jsonb[])
         WITH ORDINALITY AS line(at, level, message, fields, position)`,
      [
        runId,
        lines.map((line) => line.at),
        lines.map((line) => line.level),
        lines.map((line) => storableText(line.message)),
        lines.map((line) => (line.fields === null ? null : storableJson(line.fields))),
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
