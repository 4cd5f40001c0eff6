import type { ClaimedRun, ClaimStore, RunLogStore } from '@director/database'
import { Logger } from '@nestjs/common'
import { LeaseKeeper } from './lease-keeper.js'
import type { JobProcess, JobProcessListener } from './job-process.js'
import type { AbortKind } from './job-process-messages.js'
import { outcomeOfInterference, outcomeOfRun, type Conclusion, type Interference } from './outcome-of-run.js'
import { RunLogWriter } from './run-log-writer.js'

/** How long an aborted handler may tidy up before its process is killed. */
const ABORT_GRACE_MS = 5_000
/** A handler whose lease is about to end has less: the run may begin elsewhere. */
const LOST_GRACE_MS = 1_000
const SAVE_PROGRESS_MS = 1_000

/** Where a run's state is kept while it goes on. */
export interface RunStores {
  readonly claims: ClaimStore
  readonly logs: RunLogStore
}

/** One run on its way: holds its lease, its log and, once it has one, its process; can be interfered with. */
export class RunInProcess {
  private readonly log = new Logger('worker')
  private interference: Interference | undefined
  private process: JobProcess | undefined
  private killTimer: NodeJS.Timeout | undefined
  private progressSavedAt = 0
  private latestProgress: object | undefined
  private readonly lease: LeaseKeeper
  private readonly lines: RunLogWriter

  /** @param claimedAt when the claim was asked for, on the clock of `performance.now()`; the lease is renewed from now on */
  constructor(
    private readonly run: ClaimedRun,
    claimedAt: number,
    private readonly stores: RunStores,
  ) {
    this.lease = new LeaseKeeper(stores.claims, run, claimedAt, {
      renewed: (leaseMs) => this.process?.renewed(leaseMs),
      cancelRequested: (reason) => this.interfere('cancel', reason),
      lost: () => this.interfere('lease-lost', 'the lease could not be renewed'),
    })
    this.lines = new RunLogWriter(stores.logs, run.id, (error) =>
      this.log.warn('log lines were not stored', { runId: run.id, error: String(error) }),
    )
  }

  /** Lets the process carry out the run and tells how it ended. A run interfered with before is not begun. */
  async concludeIn(process: JobProcess): Promise<Conclusion> {
    if (this.interference !== undefined) return outcomeOfInterference(this.run, this.interference)
    this.process = process
    const timeout = setTimeout(
      () => this.interfere('timeout', `not finished within ${this.run.timeoutSeconds} s`),
      this.run.timeoutSeconds * 1_000,
    )
    try {
      const result = await process.run(this.request(), this.listener())
      return outcomeOfRun(this.run, result, this.interference)
    } finally {
      // From here on the process may belong to another run.
      this.process = undefined
      clearTimeout(timeout)
      clearTimeout(this.killTimer)
      await this.lines.flush()
    }
  }

  /** Aborts the handler's signal; a handler that does not end in time loses its process. The first reason counts. */
  interfere(why: AbortKind, reason: string): void {
    if (this.interference !== undefined) return
    this.interference = { why, reason }
    const { process } = this
    if (process === undefined) return
    process.abort(why, reason)
    this.killTimer = setTimeout(() => process.kill(), why === 'lease-lost' ? LOST_GRACE_MS : ABORT_GRACE_MS)
  }

  /** Lets go of the lease; to be called when nothing more is written about the run. */
  release(): void {
    this.lease.stop()
  }

  /** Somebody announced a cancel of some run: ask at once whether it is this one. */
  async lookForCancel(): Promise<void> {
    await this.lease.hurry()
  }

  private request() {
    const { id, definitionName, type, attempt, slotAt, trigger, settings } = this.run
    return {
      kind: 'run' as const,
      run: { id, definitionName, type, attempt, slotAt, trigger },
      settings,
      leaseMs: this.lease.leftMs,
    }
  }

  private listener(): JobProcessListener {
    return {
      log: ({ at, level, message, fields }) => {
        this.lines.write({ at, level, message, fields })
        const known = { ...fields, job: this.run.definitionName, run: this.run.number }
        if (level === 'info') this.log.log(message, known)
        // Trouble of a job is no failure of its worker: `error` is for what keeps runs from being carried out.
        else this.log[level === 'error' ? 'warn' : level](message, known)
      },
      progress: (progress) => {
        this.latestProgress = progress
        const now = performance.now()
        if (now - this.progressSavedAt < SAVE_PROGRESS_MS) return
        this.progressSavedAt = now
        this.stores.claims.saveProgress(this.run, this.latestProgress).catch(() => undefined)
      },
    }
  }
}
