import { AppError } from '@director/errors'

/** Nothing of this source waits for approval. */
export function nothingHeld(name: string): AppError {
  return new AppError('import.nothing-held', `nothing of import source "${name}" is held`, {
    expected: 'an import that a guard held, and that nobody decided about or replaced since',
    remedy: 'Look at the history of the source',
    details: { source: name },
  })
}
