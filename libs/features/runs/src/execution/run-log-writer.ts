import type { RunLogLine, RunLogStore } from '@director/database'

const FLUSH_MS = 200
const FLUSH_LINES = 500
/** A run may log this much; more is cut off with a note. */
const MAX_LOG_BYTES = 10 * 1024 * 1024

/** Stores the log lines of one run in batches, in order, up to a limit. */
export class RunLogWriter {
  private waiting: Omit<RunLogLine, 'number'>[] = []
  private loggedBytes = 0
  private timer: NodeJS.Timeout | undefined
  private writing: Promise<void> = Promise.resolve()

  constructor(
    private readonly store: RunLogStore,
    private readonly runId: string,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  write(line: Omit<RunLogLine, 'number'>): void {
    if (this.loggedBytes > MAX_LOG_BYTES) return
    this.loggedBytes += line.message.length + (line.fields === null ? 0 : JSON.stringify(line.fields).length)
    const kept =
      this.loggedBytes <= MAX_LOG_BYTES
        ? line
        : {
            ...line,
            level: 'warn' as const,
            message: `log cut off after ${MAX_LOG_BYTES} bytes`,
            fields: null,
          }
    this.waiting.push(kept)
    if (this.waiting.length >= FLUSH_LINES) this.flushSoon(0)
    else this.flushSoon(FLUSH_MS)
  }

  /** Resolves when every line so far is stored (or its failure was reported). */
  async flush(): Promise<void> {
    clearTimeout(this.timer)
    this.timer = undefined
    const lines = this.waiting
    this.waiting = []
    if (lines.length > 0) {
      this.writing = this.writing.then(() => this.store.append(this.runId, lines)).catch(this.onFailure)
    }
    await this.writing
  }

  private flushSoon(delayMs: number): void {
    if (this.timer !== undefined && delayMs > 0) return
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.flush(), delayMs)
  }
}
