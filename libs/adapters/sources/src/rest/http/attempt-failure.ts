import type { AppError } from '@director/errors'

/** One request that came to nothing, with what decides whether it is sent again. */
export class AttemptFailure extends Error {
  /** What the operator is told when it is not. */
  readonly explained: AppError
  readonly status: number | undefined
  readonly code: string | undefined
  readonly retryAfter: string | undefined

  constructor(
    explained: AppError,
    facts: { readonly status?: number; readonly code?: string; readonly retryAfter?: string | undefined },
  ) {
    super(explained.message)
    this.explained = explained
    this.status = facts.status
    this.code = facts.code
    this.retryAfter = facts.retryAfter
  }
}
