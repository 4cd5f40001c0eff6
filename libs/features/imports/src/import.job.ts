import { AppError, describeError, errorLine } from '@director/errors'
import { Job, RunCancelled, type JobContext, type JobResult } from '@director/kit'
import { z } from 'zod'
import { outcomeLine, type ImportOutcome } from './run/import-outcome.js'
import { SourceImporter } from './run/source-importer.js'
import { ImportSources } from './sources/import-sources.js'

const EVERY_SOURCE = '*'

/** Settings of `director.import`. */
export const ImportJobSettings = z.object({
  source: z.string().min(1).max(64).default(EVERY_SOURCE).meta({
    title: 'Import source',
    description: 'Name of the import source; * imports all of them, one after the other',
    options: 'import-sources',
  }),
  checkOnly: z.boolean().default(false).meta({
    title: 'Only check',
    description: 'Tell what would change and store nothing',
  }),
})
export type ImportJobSettings = z.infer<typeof ImportJobSettings>

/**
 * Reads import sources and stores what changed in their rows.
 *
 * @see Director's Import job; there a failed import is a green job, here it is a failed run
 */
@Job({
  type: 'director.import',
  title: 'Import',
  description: 'Reads import sources and stores which rows are new, changed or gone',
  suggestedIntervalSeconds: 900,
  settings: ImportJobSettings,
})
export class ImportJob {
  constructor(
    private readonly sources: ImportSources,
    private readonly importer: SourceImporter,
  ) {}

  async run(context: JobContext<ImportJobSettings>): Promise<JobResult> {
    const { source } = context.settings
    const names = source === EVERY_SOURCE ? (await this.sources.list()).map(({ name }) => name) : [source]
    const outcomes: ImportOutcome[] = []
    const failures: unknown[] = []
    for (const name of names) {
      try {
        outcomes.push(await this.importSource(name, context))
      } catch (error) {
        if (names.length === 1 || error instanceof RunCancelled || context.signal.aborted) throw error
        context.log.error('import failed', { source: name, problem: errorLine(describeError(error)) })
        failures.push(error)
      }
    }
    if (failures.length > 0) throw failedSources(failures, names.length)
    return { message: messageOf(outcomes, context.settings.checkOnly), counters: countersOf(outcomes) }
  }

  private async importSource(name: string, context: JobContext<ImportJobSettings>): Promise<ImportOutcome> {
    const startedAt = performance.now()
    const { signal, log, settings, run } = context
    const outcome = await this.importer.import(name, {
      signal,
      log,
      checkOnly: settings.checkOnly,
      runId: run.id,
      progress: (progress) => context.progress(progress),
    })
    const durationMs = Math.round(performance.now() - startedAt)
    const { importRunId: _importRunId, checksum: _checksum, brokenGuards, ...counts } = outcome
    const rowsPerSecond = Math.round(outcome.rows / Math.max(durationMs / 1000, 0.001))
    log.info(settings.checkOnly ? 'source checked' : 'source imported', {
      ...counts,
      durationMs,
      rowsPerSecond,
    })
    for (const { guard, message } of brokenGuards) {
      log.warn('a guard would hold the import', { source: name, guard, problem: message })
    }
    return outcome
  }
}

function messageOf(outcomes: readonly ImportOutcome[], checkOnly: boolean): string {
  if (outcomes.length === 0) return 'there is no import source'
  return outcomes.map((outcome) => outcomeLine(outcome, checkOnly)).join('; ')
}

function countersOf(outcomes: readonly ImportOutcome[]) {
  const sum = (count: (outcome: ImportOutcome) => number) =>
    outcomes.reduce((total, outcome) => total + count(outcome), 0)
  return {
    rowsRead: sum(({ rows, skipped }) => rows + skipped),
    created: sum(({ created }) => created),
    changed: sum(({ changed }) => changed),
    removed: sum(({ removed }) => removed),
    unchanged: sum(({ unchanged }) => unchanged),
    skipped: sum(({ skipped }) => skipped),
  }
}

function failedSources(failures: readonly unknown[], total: number): AppError {
  const messages = failures.map((failure) => describeError(failure).message)
  return new AppError(
    'import.sources-failed',
    `${failures.length} of ${total} sources failed: ${messages.join('; ')}`,
    {
      remedy: 'The rows of the last good imports stay; correct the sources and run the job again',
      details: { failures: failures.map((failure) => describeError(failure)) },
      cause: failures[0],
    },
  )
}
