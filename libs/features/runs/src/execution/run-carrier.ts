import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common'
import {
  ClaimStore,
  Database,
  RunLogStore,
  listen,
  type ClaimedRun,
  type RunOutcome,
} from '@director/database'
import { describeError } from '@director/errors'
import type { Consumed, RunConsumer } from '@director/queue'
import pRetry from 'p-retry'
import { RunningHoursCatalogue } from '../planning/running-hours-catalogue.js'
import { JobProcessPool } from './job-process-pool.js'
import { LEASE_SECONDS } from './lease-keeper.js'
import type { Conclusion } from './outcome-of-run.js'
import { RunInProcess } from './run-in-process.js'
import { workerName } from './worker-name.js'

/** An outcome is kept in memory and tried again for so long while the database is away. */
const STORE_OUTCOME_TRIES = { retries: 60, minTimeout: 250, maxTimeout: 5_000, factor: 1.5, randomize: true }

const GIVEN_BACK = {
  queued: 'given back to the queue',
  cancelled: 'cancelled, as was asked',
  'not-ours': 'not this worker’s any more',
}

/** Carries out the runs the queue delivers: claim, second look at the time period, job process, outcome. */
@Injectable()
export class RunCarrier implements RunConsumer, OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('worker')
  private readonly current = new Map<string, RunInProcess>()
  private cancels: { close(): Promise<void> } | undefined
  private leaving = false
  private onRunEnded: (() => void) | undefined

  constructor(
    private readonly database: Database,
    private readonly claims: ClaimStore,
    private readonly logs: RunLogStore,
    private readonly hours: RunningHoursCatalogue,
    private readonly processes: JobProcessPool,
  ) {}

  onApplicationBootstrap(): void {
    this.cancels = listen(
      this.database,
      'director_cancel',
      (runId) => void this.current.get(runId)?.lookForCancel(),
    )
  }

  async consume(runId: string, lane: string): Promise<Consumed> {
    if (this.leaving) return 'try-again'
    const claimedAt = performance.now()
    const claim = await this.claims.claim(runId, lane, workerName(), LEASE_SECONDS)
    if (claim.kind === 'no-room') return 'try-again'
    if (claim.kind === 'not-queued') return 'done'
    await this.carryOut(claim.run, claimedAt)
    this.onRunEnded?.()
    return 'done'
  }

  /** Takes no further run; messages go back to the queue. What goes on is finished. */
  stopTaking(): void {
    this.leaving = true
  }

  /** Called after every run. */
  afterEachRun(callback: () => void): void {
    this.onRunEnded = callback
  }

  get isIdle(): boolean {
    return this.current.size === 0
  }

  /** Stops what is going on: the runs go back to the queue without counting as an attempt. */
  interruptAll(reason: string): void {
    for (const run of this.current.values()) run.interfere('shutdown', reason)
  }

  async onApplicationShutdown(): Promise<void> {
    await this.cancels?.close()
  }

  private async carryOut(run: ClaimedRun, claimedAt: number): Promise<void> {
    const inProcess = new RunInProcess(run, claimedAt, { claims: this.claims, logs: this.logs })
    this.current.set(run.id, inProcess)
    try {
      await this.act(run, await this.conclusionOf(run, inProcess), claimedAt)
    } finally {
      inProcess.release()
      this.current.delete(run.id)
    }
  }

  private async conclusionOf(run: ClaimedRun, inProcess: RunInProcess): Promise<Conclusion> {
    try {
      const closed = await this.windowClosed(run)
      if (closed !== undefined) return { kind: 'record', outcome: { state: 'skipped', message: closed } }
      this.log.log('run started', {
        job: run.definitionName,
        run: run.number,
        jobType: run.type,
        attempt: run.attempt,
        trigger: run.trigger,
        lateMs: run.startedAt.getTime() - run.slotAt.getTime(),
      })
      return await this.processes.lend((process) => inProcess.concludeIn(process))
    } catch (error) {
      const described = describeError(error)
      return {
        kind: 'record',
        outcome: { state: 'failed', message: described.message, error: described },
      }
    }
  }

  private async act(run: ClaimedRun, conclusion: Conclusion, claimedAt: number): Promise<void> {
    if (conclusion.kind === 'record') return this.store(run, conclusion.outcome, claimedAt)
    if (conclusion.kind === 'give-back') return this.giveBack(run)
    this.log.error('run given up: its lease could not be renewed', {
      job: run.definitionName,
      run: run.number,
    })
  }

  /** A run whose period closed while it was queued is not started, unless somebody asked for it. */
  private async windowClosed(run: ClaimedRun): Promise<string | undefined> {
    if (run.isRequested || run.timePeriod === null || run.timeZone === null) return undefined
    const hours = await this.hours.of(run.timePeriod, run.timeZone)
    if (hours.kind === 'unusable') return `window unknown at start: ${hours.reason}`
    if (hours.kind === 'always' || hours.period.isActive(run.startedAt)) return undefined
    return `window closed at start: outside time period "${run.timePeriod}"`
  }

  private async store(run: ClaimedRun, outcome: RunOutcome, claimedAt: number): Promise<void> {
    const stored = await pRetry(() => this.claims.finish(run, outcome), STORE_OUTCOME_TRIES)
    const facts = {
      job: run.definitionName,
      run: run.number,
      state: outcome.state,
      // By one clock: `startedAt` is the database's.
      durationMs: Math.round(performance.now() - claimedAt),
      ...outcome.counters,
    }
    if (!stored) this.log.warn('outcome refused, the run is not this worker’s any more', facts)
    else if (outcome.state === 'succeeded' || outcome.state === 'skipped')
      this.log.log(`run finished: ${outcome.message}`, facts)
    else this.log.warn(`run ${outcome.state}: ${outcome.message}`, facts)
  }

  private async giveBack(run: ClaimedRun): Promise<void> {
    const became = await pRetry(() => this.claims.giveBack(run), STORE_OUTCOME_TRIES)
    this.log.warn(`run interrupted by shutdown: ${GIVEN_BACK[became]}`, {
      job: run.definitionName,
      run: run.number,
    })
  }
}
