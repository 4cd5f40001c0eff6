import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { AppError } from '@director/errors'
import type { HandlerOutcome } from '@director/kit'
import { JOB_PROCESS_MEMORY } from './job-process-memory.js'
import type { AbortKind, FromJobProcess, ToJobProcess } from './job-process-messages.js'

/** How a run ended in its job process; `crashed` when the process ended instead of answering. */
export type JobProcessResult =
  | { readonly kind: 'finished'; readonly outcome: HandlerOutcome; readonly residentBytes: number }
  | {
      readonly kind: 'crashed'
      readonly exitCode: number | null
      readonly signal: NodeJS.Signals | null
      readonly lastWords: string
    }

/** What the worker wants to hear while a run goes on. */
export interface JobProcessListener {
  log(line: Extract<FromJobProcess, { kind: 'log' }>): void
  progress(progress: Extract<FromJobProcess, { kind: 'progress' }>['progress']): void
}

/** How to start a job process. */
export interface JobProcessOptions {
  /** The program, a JavaScript module. */
  readonly entry: string
  /** Environment of the child: the worker's own, completed by what was found out at start. */
  readonly environment: NodeJS.ProcessEnv
}

const LAST_WORDS_BYTES = 4_000
const START_TIMEOUT_MS = 30_000

/**
 * A child that holds the handlers and does one run at a time. Started beforehand, so a run begins at once; a blocked
 * loop, a leak or a crash in a handler harms the child's run and nothing else.
 */
export class JobProcess {
  private listener: JobProcessListener | undefined
  private settle: ((result: JobProcessResult) => void) | undefined
  private lastWords = ''
  private resident = 0

  private constructor(private readonly child: ChildProcess) {
    child.on('message', (message: FromJobProcess) => this.hear(message))
    child.on('exit', (exitCode, signal) =>
      this.settle?.({ kind: 'crashed', exitCode, signal, lastWords: this.lastWords.trim() }),
    )
    child.on('error', () => undefined)
    child.stderr?.on('data', (chunk: Buffer) => {
      this.lastWords = (this.lastWords + chunk.toString('utf8')).slice(-LAST_WORDS_BYTES)
    })
  }

  /** Resolves once the child can take a run. @throws AppError `job-process.start-failed` */
  static async start(options: JobProcessOptions): Promise<JobProcess> {
    const child = fork(options.entry, [], {
      execArgv: [...process.execArgv, ...JOB_PROCESS_MEMORY.execArgv],
      env: { ...JOB_PROCESS_MEMORY.environment, ...options.environment },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      // Ctrl-C reaches the whole process group of a terminal; the worker alone decides when the child ends.
      detached: true,
    })
    const started = new JobProcess(child)
    const late = setTimeout(() => child.kill('SIGKILL'), START_TIMEOUT_MS)
    try {
      await started.firstWord()
      return started
    } finally {
      clearTimeout(late)
    }
  }

  /** Memory the process held when its latest run ended; 0 before the first. */
  get residentBytes(): number {
    return this.resident
  }

  get isAlive(): boolean {
    return this.child.connected && this.child.exitCode === null && this.child.signalCode === null
  }

  /** Carries out one run. Never rejects. */
  async run(
    request: Extract<ToJobProcess, { kind: 'run' }>,
    listener: JobProcessListener,
  ): Promise<JobProcessResult> {
    this.lastWords = ''
    this.listener = listener
    const result = new Promise<JobProcessResult>((resolve) => (this.settle = resolve))
    this.tell(request)
    try {
      return await result
    } finally {
      this.listener = undefined
      this.settle = undefined
    }
  }

  abort(why: AbortKind, reason: string): void {
    this.tell({ kind: 'abort', why, reason })
  }

  renewed(leaseMs: number): void {
    this.tell({ kind: 'renewed', leaseMs })
  }

  kill(): void {
    this.child.kill('SIGKILL')
  }

  /** Ends an idle child; it closes its connections first. */
  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    const exited = once(this.child, 'exit')
    if (this.child.connected) this.child.disconnect()
    const patience = setTimeout(() => this.kill(), 3_000)
    await exited
    clearTimeout(patience)
  }

  private async firstWord(): Promise<void> {
    const ended = once(this.child, 'exit').then(([exitCode, signal]) => {
      throw new AppError(
        'job-process.start-failed',
        `the job process did not start (${signal ?? `exit code ${exitCode}`}): ${this.lastWords.trim()}`,
      )
    })
    ended.catch(() => undefined)
    await Promise.race([once(this.child, 'message'), ended])
  }

  private tell(message: ToJobProcess): void {
    if (!this.child.connected) {
      this.settle?.({
        kind: 'crashed',
        exitCode: this.child.exitCode,
        signal: this.child.signalCode,
        lastWords: this.lastWords,
      })
      return
    }
    this.child.send(message, () => undefined)
  }

  private hear(message: FromJobProcess): void {
    if (message.kind === 'log') this.listener?.log(message)
    else if (message.kind === 'progress') this.listener?.progress(message.progress)
    else if (message.kind === 'finished') {
      this.resident = message.residentBytes
      this.settle?.(message)
    }
  }
}
