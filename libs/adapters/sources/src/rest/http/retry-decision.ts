/** A request that came to nothing. */
export interface FailedAttempt {
  /** 1 for the first attempt. */
  readonly attempt: number
  readonly retries: number
  /** Of the answer; undefined when none came. */
  readonly status: number | undefined
  /** Of the failure when no answer came: `ECONNRESET`. */
  readonly code: string | undefined
  /** The header Retry-After: seconds or a date (RFC 9110, section 10.2.3). */
  readonly retryAfter: string | undefined
}

/** Whether a request is sent again, and after how long. */
export type RetryDecision =
  { readonly kind: 'retry'; readonly delayMs: number } | { readonly kind: 'give-up'; readonly reason: string }

const FIRST_DELAY_MS = 500
const LONGEST_DELAY_MS = 30_000
/** A server that wants more time is busy for longer than an import should wait. */
const LONGEST_WAIT_MS = 120_000

const TRANSIENT_STATUS = new Set([429, 500, 502, 503, 504])

const TRANSIENT_CODES = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_SOCKET',
])

/**
 * Decides about a failed request: those that may go well later are sent again, after a growing pause or the one the
 * server asks for.
 *
 * @param random 0 to 1: spreads the pauses of several importers
 * @example decideRetry({ attempt: 1, retries: 3, status: 503, code: undefined, retryAfter: '7' }, now, 0)
 *   // { kind: 'retry', delayMs: 7000 }
 */
export function decideRetry(failed: FailedAttempt, now: Date, random: number): RetryDecision {
  if (!isTransient(failed)) return { kind: 'give-up', reason: 'it would fail again' }
  if (failed.attempt > failed.retries) return { kind: 'give-up', reason: 'no retries are left' }
  const askedMs = waitAskedFor(failed.retryAfter, now)
  if (askedMs !== undefined && askedMs > LONGEST_WAIT_MS) {
    return { kind: 'give-up', reason: `the server asks to wait ${Math.ceil(askedMs / 1000)} s` }
  }
  const pauseMs = Math.min(FIRST_DELAY_MS * 2 ** (failed.attempt - 1), LONGEST_DELAY_MS)
  return { kind: 'retry', delayMs: askedMs ?? pauseMs * (0.75 + random / 2) }
}

function isTransient({ status, code }: FailedAttempt): boolean {
  return status === undefined ? TRANSIENT_CODES.has(code ?? '') : TRANSIENT_STATUS.has(status)
}

/** @returns undefined when the header says nothing that can be understood */
function waitAskedFor(retryAfter: string | undefined, now: Date): number | undefined {
  const text = retryAfter?.trim() ?? ''
  if (/^\d+$/.test(text)) return Number(text) * 1000
  // Only dates begin with the name of a day.
  const at = /^[A-Z][a-z]+,? /.test(text) ? Date.parse(text) : NaN
  return Number.isNaN(at) ? undefined : Math.max(0, at - now.getTime())
}
