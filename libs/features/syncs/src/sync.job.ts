import { Job, type JobContext, type JobResult } from '@director/kit'
import { AppError, describeError, errorLine } from '@director/errors'
import type { StoredSyncRule } from '@director/database'
import { z } from 'zod'
import { SyncRules } from './rules/sync-rules.js'
import { RuleSync } from './running/rule-sync.js'
import { stopWhenAborted, type SyncContext } from './running/sync-context.js'
import { outcomeMessage, totalCounters, type SyncOutcome } from './running/sync-outcome.js'

/** What an operator sets for a Sync job. */
export const SyncSettings = z.object({
  rule: z
    .string()
    .min(1)
    .max(255)
    .default('*')
    .meta({ title: 'Sync rule', description: 'Name of the rule; * means all rules', options: 'sync-rules' }),
  applyChanges: z
    .boolean()
    .default(true)
    .meta({ title: 'Apply changes', description: 'Off: only find out whether something would change' }),
})
export type SyncSettings = z.infer<typeof SyncSettings>

/** Brings Icinga objects in line with the rows imported last. */
@Job({
  type: 'director.sync',
  title: 'Sync',
  description:
    'Creates, changes and removes Icinga objects according to sync rules and the rows imported last.',
  suggestedIntervalSeconds: 900,
  settings: SyncSettings,
})
export class SyncJob {
  constructor(
    private readonly rules: SyncRules,
    private readonly sync: RuleSync,
  ) {}

  /** One rule that fails does not keep the others from being applied; the run fails with all their messages. */
  async run(job: JobContext<SyncSettings>): Promise<JobResult> {
    const { rule, applyChanges } = job.settings
    const rules = rule === '*' ? await this.rules.list() : [await this.rules.get(rule)]
    if (rules.length === 0) return 'there are no sync rules'
    const context: SyncContext = {
      applyChanges,
      author: { author: `job ${job.run.definitionName}`, runId: job.run.id },
      signal: job.signal,
      log: job.log,
      progress: (progress) => job.progress(progress),
    }
    const { outcomes, failures } = await this.applyAll(rules, context)
    const [failure] = failures
    if (failure !== undefined)
      throw failures.length + outcomes.length === 1 ? failure : severalFailed(failures, outcomes)
    return { message: outcomes.map(outcomeMessage).join('; '), counters: totalCounters(outcomes) }
  }

  private async applyAll(rules: readonly StoredSyncRule[], context: SyncContext) {
    const outcomes: SyncOutcome[] = []
    const failures: unknown[] = []
    for (const rule of rules) {
      stopWhenAborted(context.signal)
      try {
        outcomes.push(await this.sync.apply(rule, context))
      } catch (error) {
        stopWhenAborted(context.signal)
        failures.push(error)
      }
    }
    return { outcomes, failures }
  }
}

function severalFailed(failures: readonly unknown[], outcomes: readonly SyncOutcome[]): AppError {
  const lines = failures.map((failure) => errorLine(describeError(failure)))
  const done = outcomes.length === 0 ? '' : `; ${outcomes.map(outcomeMessage).join('; ')}`
  return new AppError(
    'sync.rules-failed',
    `${failures.length} of ${failures.length + outcomes.length} sync rules failed: ${lines.join('; ')}${done}`,
    { details: { failures: failures.map(describeError) }, cause: failures[0] },
  )
}
