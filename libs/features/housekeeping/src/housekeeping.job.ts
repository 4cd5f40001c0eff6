import { CLEANUP_TASKS, HousekeepingStore, type CleanupTask, type Retention } from '@director/database'
import { AppError, describeError } from '@director/errors'
import { Job, type JobContext } from '@director/kit'
import { z } from 'zod'
import { HousekeepingSettings } from './settings.js'
import { summaryOf } from './summary.js'

type Context = JobContext<z.infer<typeof HousekeepingSettings>>

/** Clears away what is older than it has to be, batch by batch, so that nobody waits long for it. */
@Job({
  type: 'director.housekeeping',
  title: 'Housekeeping',
  description:
    'Deletes old runs, logs, verdicts, imports, unused configurations and files. What is active or newest always stays.',
  suggestedIntervalSeconds: 86_400,
  settings: HousekeepingSettings,
})
export class HousekeepingJob {
  constructor(private readonly store: HousekeepingStore) {}

  async run(context: Context) {
    const counters: Record<string, number> = {}
    const failed: AppError[] = []
    for (const task of CLEANUP_TASKS) {
      context.signal.throwIfAborted()
      try {
        counters[task.name] = await this.carryOut(task, context)
      } catch (error) {
        context.signal.throwIfAborted()
        failed.push(failureOf(task, error))
        context.log.error('task failed', { task: task.name, reason: describeError(error).message })
      }
    }
    const [first] = failed
    if (first !== undefined) throw first
    return { message: summaryOf(counters, context.settings.dryRun), counters }
  }

  private async carryOut(task: CleanupTask, context: Context): Promise<number> {
    const started = performance.now()
    const { dryRun, ...retention } = context.settings
    const rows = dryRun
      ? await this.store.count(task, retention)
      : await this.deleteAll(task, retention, context)
    const durationMs = Math.round(performance.now() - started)
    context.log.info(dryRun ? 'would be removed' : 'removed', { task: task.name, rows, durationMs })
    return rows
  }

  private async deleteAll(task: CleanupTask, retention: Retention, context: Context): Promise<number> {
    let rows = 0
    for (;;) {
      const deleted = await this.store.deleteBatch(task, retention)
      rows += deleted
      context.progress({ done: rows, unit: task.name })
      if (deleted < task.batchSize) return rows
      context.signal.throwIfAborted()
    }
  }
}

/** The other tasks are done all the same; the run fails with the first reason. */
function failureOf(task: CleanupTask, error: unknown): AppError {
  return new AppError('housekeeping.task-failed', `task ${task.name}: ${describeError(error).message}`, {
    remedy: 'What was deleted before stays deleted; the next run goes on',
    details: { task: task.name },
    cause: error,
  })
}
