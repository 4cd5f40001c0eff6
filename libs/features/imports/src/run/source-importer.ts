import { Injectable } from '@nestjs/common'
import type { ImportSource } from '@director/database'
import { AppError, within } from '@director/errors'
import { RunCancelled } from '@director/kit'
import { heldImport } from '../guards/held-import-error.js'
import { AttemptRecorder } from '../history/attempt-recorder.js'
import { ImportSources } from '../sources/import-sources.js'
import type { ImportContext } from './import-context.js'
import type { ImportOutcome } from './import-outcome.js'
import { ImportTransaction } from './import-transaction.js'

/**
 * Imports one source: reads all rows, compares them with the stored ones and stores the difference as a new version, or
 * holds it when a guard is broken. All or nothing: when anything fails, the rows of the last good import stay. Every
 * import and every check leaves an attempt in the history.
 *
 * @see Director: one bad row fails the import; an import without changes leaves no trace
 */
@Injectable()
export class SourceImporter {
  constructor(
    private readonly sources: ImportSources,
    private readonly transaction: ImportTransaction,
    private readonly attempts: AttemptRecorder,
  ) {}

  /**
   * @throws AppError with the source's name in front: `import.held` when a guard holds it (a check only tells that it
   *   would), those of its type, of its modifiers and of {@link ImportTransaction}; RunCancelled when the signal aborts
   */
  async import(sourceName: string, context: ImportContext): Promise<ImportOutcome> {
    const source = await this.find(sourceName, context.signal)
    const attempt = await this.attempts.begin(source, context)
    try {
      const outcome = await this.transaction.carryOut(source.id, context, attempt)
      if (outcome.brokenGuards.length > 0 && !context.checkOnly) throw heldImport(outcome)
      return outcome
    } catch (error) {
      const failure = explained(error, sourceName, context.signal)
      await attempt.failed(failure)
      throw failure
    } finally {
      await attempt.close()
    }
  }

  private async find(sourceName: string, signal: AbortSignal): Promise<ImportSource> {
    try {
      return await this.sources.stored(sourceName)
    } catch (error) {
      throw explained(error, sourceName, signal)
    }
  }
}

function explained(error: unknown, sourceName: string, signal: AbortSignal): AppError {
  if (!signal.aborted) return within(`import source "${sourceName}"`, error)
  const reason: unknown = signal.reason
  return reason instanceof AppError
    ? reason
    : new RunCancelled(`import source "${sourceName}": the import was stopped; nothing of it was stored`)
}
