import type { DescribedError } from '@director/errors'
import { z } from 'zod'
import { jobTypeOf, type JobHandler } from './job.js'
import type { Counters, JobContext, LogFields, LogLevel, Progress, RunInfo } from './job-context.js'
import { outcomeOf } from './outcome.js'

/** What came of a handler that was run by {@link runJob}. */
export interface TestedRun {
  readonly state: 'succeeded' | 'failed' | 'cancelled'
  readonly message: string
  readonly counters: Counters
  readonly error?: DescribedError
  readonly log: readonly { readonly level: LogLevel; readonly message: string; readonly fields?: LogFields }[]
  readonly progress: readonly Progress[]
}

/** What a test may say about the run; everything has a default. */
export interface TestedRunOptions {
  readonly settings?: unknown
  readonly signal?: AbortSignal
  readonly run?: Partial<RunInfo>
}

/**
 * Runs a handler without queue and database: settings parsed by its schema, outcome told as the history would tell it.
 *
 * @example const run = await runJob(new SayHelloJob(), { settings: { name: 'Ada' } })
 */
export async function runJob(handler: JobHandler, options: TestedRunOptions = {}): Promise<TestedRun> {
  const type = jobTypeOf(handler.constructor)
  if (type === undefined) throw new TypeError(`${handler.constructor.name} has no @Job decorator`)
  const log: TestedRun['log'][number][] = []
  const progress: Progress[] = []
  const line = (level: LogLevel) => (message: string, fields?: LogFields) =>
    void log.push({ level, message, ...(fields === undefined ? {} : { fields }) })
  const context = {
    settings: type.settings.parse(options.settings ?? {}),
    signal: options.signal ?? new AbortController().signal,
    log: { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') },
    progress: (step: Progress) => void progress.push(step),
    run: { ...EXAMPLE_RUN, type: type.type, ...options.run },
  } satisfies JobContext<z.infer<typeof type.settings>>
  const outcome = await outcomeOf(handler, context)
  return { ...outcome, log, progress }
}

const EXAMPLE_RUN: RunInfo = {
  id: '00000000-0000-4000-8000-000000000000',
  definitionName: 'test',
  type: 'test',
  attempt: 1,
  slotAt: new Date(0),
  trigger: 'manual',
}
