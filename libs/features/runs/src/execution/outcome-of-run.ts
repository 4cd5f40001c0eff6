import type { ClaimedRun, RunOutcome } from '@director/database'
import type { AbortKind } from './job-process-messages.js'
import type { JobProcessResult } from './job-process.js'

/** How the worker interfered with a run, if it did. */
export interface Interference {
  readonly why: AbortKind
  readonly reason: string
}

/** What is to become of a run: an outcome to record, back to the queue, or left to the sweeper, who calls it lost. */
export type Conclusion =
  | { readonly kind: 'record'; readonly outcome: RunOutcome }
  | { readonly kind: 'give-back' }
  | { readonly kind: 'leave' }

/**
 * Tells how a run ended from what its process said and what the worker did to it.
 * A handler that finished in spite of an abort has its result recorded: its effects happened.
 */
export function outcomeOfRun(
  run: Pick<ClaimedRun, 'timeoutSeconds' | 'type' | 'delivery'>,
  result: JobProcessResult,
  interference: Interference | undefined,
): Conclusion {
  if (result.kind === 'finished' && (interference === undefined || result.outcome.state === 'succeeded')) {
    return { kind: 'record', outcome: result.outcome }
  }
  if (interference !== undefined) return outcomeOfInterference(run, interference)
  return { kind: 'record', outcome: result.kind === 'crashed' ? crashed(run, result) : result.outcome }
}

/** Tells what becomes of a run that the worker ended, or did not begin. */
export function outcomeOfInterference(
  run: Pick<ClaimedRun, 'timeoutSeconds' | 'delivery'>,
  { why, reason }: Interference,
): Conclusion {
  switch (why) {
    case 'shutdown':
      if (run.delivery === 'at_least_once') return { kind: 'give-back' }
      return record('cancelled', 'interrupted by a shutdown; runs at most once', 'run.interrupted')
    case 'timeout':
      return record('timed-out', `not finished within ${run.timeoutSeconds} s`, 'run.timed-out')
    case 'cancel':
      return record('cancelled', reason, 'run.cancelled')
    case 'lease-lost':
      // Whoever finds the ended lease also decides about another attempt; an outcome of ours would prevent that.
      return { kind: 'leave' }
  }
}

function record(state: RunOutcome['state'], message: string, code: string): Conclusion {
  return { kind: 'record', outcome: { state, message, error: { code, message, causes: [] } } }
}

function crashed(
  run: Pick<ClaimedRun, 'type'>,
  { exitCode, signal, lastWords }: Extract<JobProcessResult, { kind: 'crashed' }>,
): RunOutcome {
  const outOfMemory = lastWords.includes('heap out of memory')
  const how = signal === null ? `exit code ${exitCode}` : `signal ${signal}`
  const message = outOfMemory
    ? `the job process ran out of memory (${how})`
    : `the job process ended in the middle of the run (${how})`
  return {
    state: 'failed',
    message,
    error: {
      code: outOfMemory ? 'run.out-of-memory' : 'run.process-crashed',
      message,
      causes: lastWords === '' ? [] : [lastWords.slice(-500)],
      remedy: `Look into job type "${run.type}"; the worker and other runs are not affected`,
    },
  }
}
