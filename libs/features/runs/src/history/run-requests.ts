import { Injectable } from '@nestjs/common'
import {
  Database,
  HistoryStore,
  JobSwitchStore,
  RequestStore,
  type CancelRequest,
  type Run,
  type RunNow,
  type SendableRun,
} from '@director/database'
import { AppError } from '@director/errors'
import { RunSender } from '../planning/run-sender.js'

/** Carries out what people ask for: run this now, cancel that. */
@Injectable()
export class RunRequests {
  constructor(
    private readonly database: Database,
    private readonly requests: RequestStore,
    private readonly history: HistoryStore,
    private readonly jobSwitch: JobSwitchStore,
    private readonly sender: RunSender,
  ) {}

  /**
   * Queues a run of each definition outside its schedule and its time period: of all of them, or of none. Stored before
   * it returns: it survives the crash of any process.
   *
   * @returns the ids of the runs, in the order of the names
   * @throws AppError `job.unknown`, `job.unfinished`, `job.quarantined`, `jobs.stopped`
   */
  async runNow(definitionNames: readonly string[], requestedBy: string): Promise<readonly string[]> {
    await this.refuseWhileStopped()
    const runs = await this.database.transaction(async (transaction) => {
      const queued: SendableRun[] = []
      for (const name of definitionNames) {
        queued.push(queuedRun(name, await this.requests.runNow(transaction, name, requestedBy)))
      }
      return queued
    })
    await this.sender.send(runs)
    return runs.map((run) => run.id)
  }

  /** @throws AppError `run.not-found`, `run.already-finished` */
  async cancel(idOrNumber: string, reason: string): Promise<{ run: Run; kind: CancelRequest['kind'] }> {
    const run = await this.history.find(idOrNumber)
    if (run === undefined) {
      throw new AppError('run.not-found', `there is no run ${idOrNumber}`, {
        remedy: 'director runs list shows the latest',
      })
    }
    const answer = await this.requests.cancel(run.id, reason)
    if (answer.kind === 'already-finished') {
      throw new AppError('run.already-finished', `run ${run.number} has ended already: ${answer.state}`)
    }
    return { run, kind: answer.kind }
  }

  /** @throws AppError `jobs.stopped` while the switch "stop all jobs" is on */
  async refuseWhileStopped(): Promise<void> {
    const { stopped, changedBy } = await this.jobSwitch.state()
    if (!stopped) return
    throw new AppError(
      'jobs.stopped',
      `all jobs are stopped${changedBy === null ? '' : ` by ${changedBy}`}`,
      {
        remedy: 'Let them run again: director jobs resume-all',
      },
    )
  }
}

function queuedRun(definitionName: string, answer: RunNow): SendableRun {
  switch (answer.kind) {
    case 'queued':
      return answer.run
    case 'unfinished':
      throw new AppError(
        'job.unfinished',
        `job "${definitionName}" has an unfinished run already: run ${answer.number} is ${answer.state}`,
        {
          remedy: `Wait for it (director runs logs ${answer.number} --follow) or cancel it (director runs cancel ${answer.number})`,
          details: { run: answer.number },
        },
      )
    case 'quarantined':
      throw new AppError(
        'job.quarantined',
        `job "${definitionName}" is in quarantine after three lost runs`,
        {
          remedy: `Find out why its worker died, then release it: director jobs enable "${definitionName}"`,
        },
      )
    case 'no-such-definition':
      throw new AppError('job.unknown', `there is no job "${definitionName}"`, {
        remedy: 'director jobs list shows them all',
      })
  }
}
