import { Injectable, Logger } from '@nestjs/common'
import { Database, DeliveryStore, type LostRun, type SendableRun, type SqlSession } from '@director/database'
import { RunSender } from './run-sender.js'

/** A run sent so long ago and still queued is sent again; its message may be lost. */
const RESEND_AFTER_SECONDS = 5
const RESEND_BATCH = 1_000
/** So many lost runs in a row put a definition into quarantine. */
const LOST_BEFORE_QUARANTINE = 3

/** Repairs what crashes leave behind: unsent runs, messages the queue lost, runs whose worker is gone. */
@Injectable()
export class Sweeper {
  private readonly log = new Logger('scheduler')

  constructor(
    private readonly database: Database,
    private readonly delivery: DeliveryStore,
    private readonly sender: RunSender,
  ) {}

  async sweep(): Promise<void> {
    await this.sendAgain()
    await this.expireLeases()
  }

  /** Sending twice is harmless: a message that still waits swallows the second one, and the claim is taken once. */
  private async sendAgain(): Promise<void> {
    const runs = await this.delivery.undelivered(RESEND_AFTER_SECONDS, RESEND_BATCH)
    if (runs.length === 0) return
    const neverSent = runs.filter((run) => run.sendCount === 0).length
    if (neverSent > 0) this.log.warn('enqueue retried: stored runs had not been sent', { runs: neverSent })
    await this.sender.send(runs)
  }

  private async expireLeases(): Promise<void> {
    const retries = await this.database.transaction(async (session) => {
      const lost = await this.delivery.expireLeases(session)
      const next: SendableRun[] = []
      for (const run of lost) {
        const retry = await this.afterLoss(session, run)
        if (retry !== undefined) next.push(retry)
      }
      return next
    })
    await this.sender.send(retries)
  }

  private async afterLoss(session: SqlSession, run: LostRun): Promise<SendableRun | undefined> {
    const facts = { job: run.definitionName, run: run.number, attempt: run.attempt, worker: run.worker }
    this.log.error('run lost: its worker is gone', facts)
    if (run.definitionId === null) return undefined
    if (await this.delivery.lostInARow(session, run.definitionId, LOST_BEFORE_QUARANTINE)) {
      await this.delivery.quarantine(session, run.definitionId)
      this.log.error(
        `job quarantined after ${LOST_BEFORE_QUARANTINE} lost runs; enable it again when the cause is gone`,
        facts,
      )
      return undefined
    }
    return deservesAnotherAttempt(run) ? this.delivery.queueNextAttempt(session, run) : undefined
  }
}

function deservesAnotherAttempt(run: LostRun): boolean {
  return run.delivery === 'at_least_once' && (run.enabled || run.isRequested) && !run.cancelRequested
}
