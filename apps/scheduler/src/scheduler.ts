import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common'
import { Database, PlanStore, listen } from '@director/database'
import { Planner, Sweeper } from '@director/runs'

/** Looks again after so long even when nothing was announced. */
const POLL_MS = 2_000
const SWEEP_MS = 1_000
const AFTER_FAILURE_MS = 1_000

/** Plans when something is due and sweeps regularly. Any number of schedulers may run; there is no leader. */
@Injectable()
export class Scheduler implements OnApplicationShutdown {
  private readonly log = new Logger('scheduler')
  private stopped = true
  private woken = false
  private wake: () => void = () => undefined
  private loops: Promise<unknown> = Promise.resolve()
  private notifications: { close(): Promise<void> } | undefined
  private databaseIsAway = false

  constructor(
    private readonly database: Database,
    private readonly plan: PlanStore,
    private readonly planner: Planner,
    private readonly sweeper: Sweeper,
  ) {}

  start(): void {
    if (!this.stopped) return
    this.stopped = false
    this.notifications = listen(this.database, 'director_schedule', () => this.wakeUp())
    this.loops = Promise.all([this.planForever(), this.sweepForever()])
    this.log.debug('scheduler started')
  }

  /** Ends after the pass that is going on. */
  async onApplicationShutdown(): Promise<void> {
    this.stopped = true
    this.wakeUp()
    await this.loops
    await this.notifications?.close()
  }

  private async planForever(): Promise<void> {
    while (!this.stopped) {
      this.woken = false
      const waitMs = await this.attempt(() => this.planDue())
      await this.sleep(Math.min(waitMs ?? AFTER_FAILURE_MS, POLL_MS))
    }
  }

  /**
   * Asks for the next slot first and plans then: a slot that comes due in between is planned, and one that lies behind
   * is waited for. Whoever planned something looks again at once, because that moved slots.
   *
   * @returns milliseconds until the next slot
   */
  private async planDue(): Promise<number> {
    const askedAt = performance.now()
    const untilNextMs = (await this.plan.millisecondsUntilNext()) ?? POLL_MS
    const { queued, refusedSlots } = await this.planner.pass()
    if (queued.length > 0) this.log.debug('runs queued', { runs: queued.length })
    if (refusedSlots > 0) this.log.debug('slots not run', { slots: refusedSlots })
    if (queued.length > 0 || refusedSlots > 0) return 0
    return Math.max(0, untilNextMs - (performance.now() - askedAt))
  }

  private async sweepForever(): Promise<void> {
    while (!this.stopped) {
      await this.attempt(() => this.sweeper.sweep())
      await new Promise((resolve) => setTimeout(resolve, this.stopped ? 0 : SWEEP_MS))
    }
  }

  /** The database or queue may go away for a while; that is told once, and once when it is back. */
  private async attempt<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    try {
      const result = await work()
      if (this.databaseIsAway) this.log.log('scheduler resumed')
      this.databaseIsAway = false
      return result
    } catch (error) {
      if (!this.databaseIsAway && !this.stopped)
        this.log.error('scheduler cannot work, trying again', { error: String(error) })
      this.databaseIsAway = true
      return undefined
    }
  }

  private wakeUp(): void {
    this.woken = true
    this.wake()
  }

  private async sleep(durationMs: number): Promise<void> {
    if (this.woken || this.stopped || durationMs === 0) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, durationMs)
      this.wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
