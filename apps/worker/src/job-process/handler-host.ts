import { AppError, describeError } from '@director/errors'
import { outcomeOf, type HandlerOutcome, type JobContext, type LogLevel } from '@director/kit'
import type { FromJobProcess, JobRegistry, ToJobProcess } from '@director/runs'
import { openSecrets, type SecretBox } from '@director/secrets'
import { plainFields, plainMessage } from './plain-log.js'

/** Exit code of a job process that lost touch with its worker. */
const LEASE_OVER = 70
const LAST_MOMENTS_MS = 1_000

/** Runs handlers on behalf of a worker: opens their settings, gives them a context, reports how they ended. */
export class HandlerHost {
  private abort = new AbortController()
  private isBusy = false
  private leaseTimer: NodeJS.Timeout | undefined
  private exitTimer: NodeJS.Timeout | undefined

  constructor(
    private readonly registry: JobRegistry,
    private readonly secretBox: SecretBox,
    private readonly tell: (message: FromJobProcess) => void,
  ) {}

  hear(message: ToJobProcess): void {
    if (message.kind === 'run') void this.run(message)
    else if (message.kind === 'abort') this.abort.abort(reasonOf(message))
    else this.holdLease(message.leaseMs)
  }

  private async run(request: Extract<ToJobProcess, { kind: 'run' }>): Promise<void> {
    this.isBusy = true
    this.abort = new AbortController()
    this.holdLease(request.leaseMs)
    const outcome = await this.outcome(request)
    this.isBusy = false
    this.letGoOfLease()
    this.tellEnd(outcome)
  }

  private tellEnd(outcome: HandlerOutcome): void {
    const residentBytes = process.memoryUsage.rss()
    try {
      this.tell({ kind: 'finished', outcome, residentBytes })
    } catch (error) {
      // Details or counters hold something that cannot leave this process, such as a function.
      this.tell({ kind: 'finished', outcome: failed(error), residentBytes })
    }
  }

  private async outcome(request: Extract<ToJobProcess, { kind: 'run' }>): Promise<HandlerOutcome> {
    try {
      const installed = this.registry.get(request.run.type)
      const opened = openSecrets(installed.type.settings, request.settings, this.secretBox)
      const context: JobContext<unknown> = {
        settings: this.registry.settingsOf(request.run.type, opened),
        signal: this.abort.signal,
        log: {
          debug: this.line('debug'),
          info: this.line('info'),
          warn: this.line('warn'),
          error: this.line('error'),
        },
        progress: (progress) => this.tell({ kind: 'progress', progress }),
        run: request.run,
      }
      return await outcomeOf(installed.handler(), context)
    } catch (error) {
      return failed(error)
    }
  }

  private line(level: LogLevel) {
    return (message: unknown, fields?: unknown) =>
      this.tell({
        kind: 'log',
        at: new Date(),
        level,
        message: plainMessage(message),
        fields: plainFields(fields),
      })
  }

  /**
   * A worker that stopped renewing cannot record an outcome any more: whatever still goes on here must have ended when
   * the lease does. A renewal that arrives after the run has ended means nothing.
   */
  private holdLease(leaseMs: number): void {
    if (!this.isBusy) return
    this.letGoOfLease()
    this.leaseTimer = setTimeout(
      () => {
        this.abort.abort(new Error('the worker stopped renewing the lease'))
        this.exitTimer = setTimeout(() => process.exit(LEASE_OVER), LAST_MOMENTS_MS)
      },
      Math.max(0, leaseMs - LAST_MOMENTS_MS),
    )
  }

  private letGoOfLease(): void {
    clearTimeout(this.leaseTimer)
    clearTimeout(this.exitTimer)
  }
}

function failed(error: unknown): HandlerOutcome {
  const described = describeError(error)
  return { state: 'failed', message: described.message, counters: {}, error: described }
}

// Handlers that keep a history of their own tell what took too long from what a person stopped.
function reasonOf({ why, reason }: Extract<ToJobProcess, { kind: 'abort' }>): Error {
  return why === 'timeout' ? new AppError('run.timed-out', reason) : new Error(reason)
}
