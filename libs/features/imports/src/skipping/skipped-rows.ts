import type { SkippedRow } from '@director/database'
import { AppError } from '@director/errors'
import type { JobLog } from '@director/kit'
import type { RowDecision, RowPolicy } from './row-policy.js'

/** Rows kept for the history; their number is counted on. */
const LISTED_ROWS = 500
/** Rows told in the run's log, one line each. */
const LOGGED_ROWS = 100
const ROWS_IN_ERROR = 10

const DECISION_ABOUT: Readonly<Record<string, RowDecision>> = {
  'import.missing-key': 'missingKeys',
  'import.duplicate-key': 'duplicateKeys',
  'import.bad-key': 'failedRows',
  'import.unstorable-value': 'failedRows',
  'row.not-nested': 'failedRows',
}

/** Decides about the rows of one import that cannot be imported, and remembers those that are left out. */
export class SkippedRows {
  private readonly rows: SkippedRow[] = []
  private skipped = 0

  constructor(
    private readonly policy: RowPolicy,
    private readonly log: JobLog,
  ) {}

  /** How many rows were left out. */
  get count(): number {
    return this.skipped
  }

  /** The first of them. */
  get listed(): readonly SkippedRow[] {
    return this.rows
  }

  /** Tells whether rows of a kind may be left out. */
  mayBe(decision: RowDecision): boolean {
    return this.policy[decision] === 'skip'
  }

  /**
   * Leaves a row out when the policy says so.
   *
   * @param failure why it cannot be imported, with its place in front
   * @param row number of the row, as the place counts
   * @param decision default: the one that goes with the failure's code
   * @throws AppError the failure itself; `import.too-many-skipped`
   */
  leaveOut(
    failure: AppError,
    row: number,
    key: string | null,
    decision: RowDecision | undefined = DECISION_ABOUT[failure.code],
  ): void {
    if (decision === undefined || !this.mayBe(decision)) throw failure
    const { code, message } = failure
    this.skipped++
    if (this.rows.length < LISTED_ROWS) this.rows.push({ row, key, code, message })
    if (this.skipped <= LOGGED_ROWS) this.log.warn('row skipped', { row, key, code, problem: message })
    if (this.skipped > this.policy.maximumSkipped) throw this.tooMany(failure)
  }

  private tooMany(last: AppError): AppError {
    const { maximumSkipped } = this.policy
    return new AppError(
      'import.too-many-skipped',
      `too many rows were skipped, the last one: ${last.message}`,
      {
        expected: `at most ${maximumSkipped}`,
        received: `${this.skipped} before the source ended`,
        remedy: 'Correct the source, or raise "maximumSkipped" in the row policy of the import source',
        details: { maximumSkipped, skippedRows: this.rows.slice(0, ROWS_IN_ERROR) },
        cause: last,
      },
    )
  }
}
