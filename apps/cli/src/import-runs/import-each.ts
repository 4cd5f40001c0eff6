import { describeError, type DescribedError } from '@director/errors'
import type { ImportOutcome, SourceImporter } from '@director/imports'
import type { JobLog } from '@director/kit'
import type { ImportDisplay } from './import-display.js'

/** How the import of one source ended. */
export type EndedImport =
  | {
      readonly kind: 'done'
      readonly source: string
      readonly durationMs: number
      readonly outcome: ImportOutcome
    }
  | {
      readonly kind: 'failed'
      readonly source: string
      readonly durationMs: number
      readonly error: DescribedError
    }

/** How sources are imported by {@link importEach}. */
export interface ImportEachOptions {
  readonly checkOnly: boolean
  readonly signal: AbortSignal
  readonly log: JobLog
  readonly display: ImportDisplay
  /** Called as soon as a source is done. */
  ended(ended: EndedImport): void
}

/**
 * Imports sources in this process, one after the other. A source that fails does not keep the others from being
 * imported; a signal does.
 */
export async function importEach(
  importer: Pick<SourceImporter, 'import'>,
  names: readonly string[],
  { checkOnly, signal, log, display, ended }: ImportEachOptions,
): Promise<readonly EndedImport[]> {
  const all: EndedImport[] = []
  for (const source of names) {
    const startedAt = performance.now()
    const durationMs = () => Math.round(performance.now() - startedAt)
    display.start(source)
    try {
      const progress = display.show.bind(display)
      const outcome = await importer.import(source, { signal, log, progress, checkOnly, runId: null })
      all.push({ kind: 'done', source, durationMs: durationMs(), outcome })
    } catch (error) {
      all.push({ kind: 'failed', source, durationMs: durationMs(), error: describeError(error) })
    } finally {
      display.close()
    }
    const last = all.at(-1)
    if (last !== undefined) ended(last)
    if (signal.aborted) break
  }
  return all
}
