import type { JobLog, Progress } from '@director/kit'

const MS_BETWEEN_LINES = 10_000

/** What a {@link ReadProgress} tells, and whom. */
export interface ReadProgressOptions {
  readonly source: string
  /** Rows of the last import; 0 when there was none. */
  readonly rowsBefore: number
  readonly log: Pick<JobLog, 'info'>
  progress(progress: Progress): void
  /** A clock that never goes back, in milliseconds. */
  readonly clock: () => number
}

/**
 * Tells how far an import is: to the run at every report, in its log about every ten seconds, with rows a second and,
 * when the rows of the last import are known, the time that remains. Short imports log nothing.
 */
export class ReadProgress {
  private readonly startedAt: number
  private loggedAt: number

  constructor(private readonly options: ReadProgressOptions) {
    this.startedAt = options.clock()
    this.loggedAt = this.startedAt
  }

  /** @param rows read so far */
  report(rows: number): void {
    const { rowsBefore, progress, clock } = this.options
    progress({ done: rows, unit: 'rows', ...(rowsBefore > 0 && { total: Math.max(rowsBefore, rows) }) })
    const now = clock()
    if (now - this.loggedAt < MS_BETWEEN_LINES) return
    this.loggedAt = now
    this.log(rows, (now - this.startedAt) / 1000)
  }

  private log(rows: number, seconds: number): void {
    const { source, rowsBefore, log } = this.options
    const rowsPerSecond = rows / seconds
    log.info('rows read', {
      source,
      rows,
      rowsPerSecond: Math.round(rowsPerSecond),
      ...(rowsBefore > rows &&
        rows > 0 && { remainingSeconds: Math.ceil((rowsBefore - rows) / rowsPerSecond) }),
    })
  }
}
