import type { ImportSource } from '@director/database'
import { AppError, problemLine, problemsOf, type Problem } from '@director/errors'
import { z } from 'zod'
import { ImportGuards } from '../guards/import-guards.js'
import { RowPolicy } from '../skipping/row-policy.js'
import { importSourceNames } from './import-source-input.js'

const SourceRules = z.object({ guards: ImportGuards, rowPolicy: RowPolicy })

/** What decides about the rows of a source and about its imports, with defaults filled in. */
export type SourceRules = z.infer<typeof SourceRules>

/**
 * The stored rules of a source. They were checked before they were stored, but maybe by a newer version that knows
 * more of them. None is left out: rows would be applied that a guard is there to hold.
 *
 * @throws AppError `import-source.unknown-rules` with every problem
 */
export function rulesOf({ guards, rowPolicy }: Pick<ImportSource, 'guards' | 'rowPolicy'>): SourceRules {
  const input = { guards, rowPolicy }
  const parsed = SourceRules.safeParse(input)
  if (parsed.success) return parsed.data
  throw unknownRules(problemsOf(parsed.error, { input, knownNames: importSourceNames }))
}

function unknownRules(problems: readonly Problem[]): AppError {
  return new AppError('import-source.unknown-rules', problems.map(problemLine).join('; '), {
    remedy: 'Install the version that stored them, or edit guards and row policy of the source',
    details: { problems },
  })
}
