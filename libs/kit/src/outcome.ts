import { describeError, type DescribedError } from '@director/errors'
import type { JobHandler } from './job.js'
import type { Counters, JobContext } from './job-context.js'

/** How a handler ended, in the words of the run history. */
export interface HandlerOutcome {
  readonly state: 'succeeded' | 'failed' | 'cancelled'
  readonly message: string
  readonly counters: Counters
  readonly error?: DescribedError
}

/**
 * Runs a handler and tells how it ended; never throws.
 * Returning is success, `RunCancelled` is a cancelled run, everything else thrown is a failed one.
 */
export async function outcomeOf(handler: JobHandler, context: JobContext<unknown>): Promise<HandlerOutcome> {
  try {
    // The schema of the handler's own type made these settings: the one place where the type system has to believe that.
    const result = await handler.run(context as JobContext<never>)
    if (typeof result === 'string') return { state: 'succeeded', message: result, counters: {} }
    return { state: 'succeeded', message: result?.message ?? '', counters: result?.counters ?? {} }
  } catch (error) {
    const described = describeError(error)
    if (described.code === 'run.cancelled')
      return { state: 'cancelled', message: described.message, counters: {} }
    return { state: 'failed', message: described.message, counters: {}, error: described }
  }
}
