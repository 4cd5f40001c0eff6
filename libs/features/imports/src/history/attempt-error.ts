import type { ImportAttempt } from '@director/database'
import { AppError, describeError, within, type DescribedError } from '@director/errors'

/**
 * Why an attempt failed or was held; null when it was neither. A lost attempt could not tell: its error is always the
 * same.
 *
 * @see docs/decisions/0005-guarded-imports.md
 */
export function attemptError(
  sourceName: string,
  { outcome, error }: Pick<ImportAttempt, 'outcome' | 'error'>,
): DescribedError | null {
  if (outcome !== 'lost') return error
  const lost = new AppError('import.lost', 'it ended without an outcome; nothing of it was stored', {
    expected: 'a process that lives, and reaches the database, until the import is over',
    remedy: 'Look for the reason in the log of the machine, such as a lack of memory; import again',
  })
  return describeError(within(`import source "${sourceName}"`, lost))
}
