import { Injectable } from '@nestjs/common'
import { ImportAttemptStore, type ImportAttempt } from '@director/database'
import { ImportSources } from '../sources/import-sources.js'
import { attemptError } from './attempt-error.js'

const USUAL_LIMIT = 50

/** What came of the imports and checks of a source, also of those that changed nothing, failed or were lost. */
@Injectable()
export class ImportHistory {
  constructor(
    private readonly sources: ImportSources,
    private readonly attempts: ImportAttemptStore,
  ) {}

  /**
   * The latest attempts, newest first.
   *
   * @param options `limit`: at most so many; default 50
   * @throws AppError `import-source.unknown`
   */
  async list(name: string, options: { readonly limit?: number } = {}): Promise<readonly ImportAttempt[]> {
    const { id } = await this.sources.stored(name)
    const attempts = await this.attempts.list(id, options.limit ?? USUAL_LIMIT)
    return attempts.map((attempt) => ({ ...attempt, error: attemptError(name, attempt) }))
  }
}
