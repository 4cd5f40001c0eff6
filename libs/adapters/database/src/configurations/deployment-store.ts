import { Injectable } from '@nestjs/common'
import { Database } from '../database.js'

/** `uploading` and `validating` end as one of the others. */
export type DeploymentState = 'uploading' | 'validating' | 'active' | 'rejected' | 'lost' | 'failed'

/** One attempt to bring a configuration to a target. */
export interface Deployment {
  readonly id: string
  /** Null once the configuration was cleared away. */
  readonly configChecksum: string | null
  readonly runId: string | null
  /** Path of a directory or address of an API. */
  readonly target: string
  readonly startedAt: Date
  readonly finishedAt: Date | null
  /** Since the start, by the database's clock. */
  readonly ageSeconds: number
  readonly stage: string | null
  readonly state: DeploymentState
  readonly startupLog: string | null
}

/** What is known when a deployment starts. */
export interface StartedDeployment {
  readonly configChecksum: string
  readonly runId: string
  readonly target: string
}

const COLUMNS = `id::text, config_checksum AS "configChecksum", run_id AS "runId", target, started_at AS "startedAt",
  finished_at AS "finishedAt", extract(epoch FROM clock_timestamp() - started_at)::float8 AS "ageSeconds", stage, state,
  startup_log AS "startupLog"`

/** The history of deployments. A deployment that has an outcome keeps it. */
@Injectable()
export class DeploymentStore {
  constructor(private readonly database: Database) {}

  /** @returns the deployment's id */
  async start(deployment: StartedDeployment): Promise<string> {
    const [row] = await this.database.query<{ id: string }>(
      `INSERT INTO deployment (config_checksum, run_id, target, state) VALUES ($1, $2, $3, 'uploading') RETURNING id::text`,
      [deployment.configChecksum, deployment.runId, deployment.target],
    )
    if (row === undefined) throw new TypeError('INSERT … RETURNING gave no row')
    return row.id
  }

  /** The upload is over; Icinga validates the stage. */
  async markUploaded(id: string, stage: string): Promise<void> {
    await this.database.query(
      `UPDATE deployment SET state = 'validating', stage = $2 WHERE id = $1 AND state = 'uploading'`,
      [id, stage],
    )
  }

  async finish(
    id: string,
    outcome: { readonly state: DeploymentState; readonly startupLog?: string },
  ): Promise<void> {
    await this.database.query(
      `UPDATE deployment SET state = $2, startup_log = $3, finished_at = clock_timestamp()
       WHERE id = $1 AND state IN ('uploading', 'validating')`,
      [id, outcome.state, outcome.startupLog?.replaceAll('\0', '\uFFFD') ?? null],
    )
  }

  /** The latest one to a target, whatever became of it. */
  async findLast(target: string): Promise<Deployment | undefined> {
    return (await this.list(`target = $1`, [target], 1))[0]
  }

  /** The latest one that became active there: what the target has, unless somebody else changed it. */
  async findLastActive(target: string): Promise<Deployment | undefined> {
    return (await this.list(`target = $1 AND state = 'active'`, [target], 1))[0]
  }

  /** The one that uploaded a stage. */
  async findByStage(target: string, stage: string): Promise<Deployment | undefined> {
    return (await this.list(`target = $1 AND stage = $2`, [target, stage], 1))[0]
  }

  /** Deployments without an outcome: under way, or left behind by a process that died. */
  async listUnfinished(target: string): Promise<readonly Deployment[]> {
    return this.list(`target = $1 AND state IN ('uploading', 'validating')`, [target], 100)
  }

  /** Newest first, over all targets. */
  async listLatest(limit: number): Promise<readonly Deployment[]> {
    return this.list('true', [], limit)
  }

  private list(condition: string, values: readonly string[], limit: number): Promise<Deployment[]> {
    return this.database.query<Deployment>(
      `SELECT ${COLUMNS} FROM deployment WHERE ${condition} ORDER BY id DESC LIMIT ${limit}`,
      values,
    )
  }
}
