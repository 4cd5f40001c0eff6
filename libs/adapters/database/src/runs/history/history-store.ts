import { Injectable } from '@nestjs/common'
import { Database } from '../../database.js'
import { storedState, type Run, type RunState } from '../run.js'

// The columns of a Run under their domain names; the driver turns timestamps into dates and jsonb into values.
const RUN_COLUMNS = `
  id, number::int AS number, definition_id AS "definitionId", definition_name AS "definitionName",
  definition_revision AS "definitionRevision", type, lane, trigger::text AS trigger, requested_by AS "requestedBy",
  slot_at AS "slotAt", attempt, replace(state::text, '_', '-') AS state, queued_at AS "queuedAt",
  started_at AS "startedAt", finished_at AS "finishedAt", worker, progress, message, counters, error,
  cancel_reason AS "cancelReason"`

/** Which runs to list; every condition is optional. */
export interface RunFilter {
  readonly definitionName?: string
  readonly states?: readonly RunState[]
  /** Only runs with a smaller number: the next page. */
  readonly before?: number
  readonly limit?: number
}

/** Reads the run history, newest first. */
@Injectable()
export class HistoryStore {
  constructor(private readonly database: Database) {}

  async list(filter: RunFilter = {}): Promise<readonly Run[]> {
    return this.database.query<Run>(
      `SELECT ${RUN_COLUMNS} FROM run
       WHERE ($1::text IS NULL OR definition_name = $1)
         AND ($2::text[] IS NULL OR state::text = ANY($2))
         AND ($3::bigint IS NULL OR number < $3)
       ORDER BY number DESC LIMIT $4`,
      [
        filter.definitionName ?? null,
        filter.states === undefined ? null : filter.states.map(storedState),
        filter.before ?? null,
        filter.limit ?? 50,
      ],
    )
  }

  async find(idOrNumber: string): Promise<Run | undefined> {
    const byNumber = /^\d{1,18}$/.test(idOrNumber)
    const byId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(idOrNumber)
    if (!byNumber && !byId) return undefined
    const [run] = await this.database.query<Run>(
      `SELECT ${RUN_COLUMNS} FROM run WHERE ${byNumber ? 'number = $1::bigint' : 'id = $1::uuid'}`,
      [idOrNumber],
    )
    return run
  }

  async findAll(ids: readonly string[]): Promise<readonly Run[]> {
    return this.database.query<Run>(
      `SELECT ${RUN_COLUMNS} FROM run WHERE id = ANY($1::uuid[]) ORDER BY number`,
      [ids],
    )
  }

  /** The latest run of every definition, by definition id. */
  async latestByDefinition(): Promise<ReadonlyMap<string, Run>> {
    const runs = await this.database.query<Run>(
      `SELECT latest.* FROM job_definition d
       CROSS JOIN LATERAL (SELECT ${RUN_COLUMNS} FROM run WHERE definition_id = d.id ORDER BY number DESC LIMIT 1) latest`,
    )
    return new Map(
      runs.flatMap((run) => (run.definitionId === null ? [] : [[run.definitionId, run] as const])),
    )
  }
}
