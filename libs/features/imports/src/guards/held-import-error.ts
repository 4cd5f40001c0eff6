import { AppError } from '@director/errors'
import { shellWord } from '../sources/shell-word.js'
import type { ImportOutcome } from '../run/import-outcome.js'

/**
 * What the run of a held import fails with: nothing was applied, and what would have been waits for a person.
 *
 * @see docs/decisions/0005-guarded-imports.md
 */
export function heldImport(outcome: ImportOutcome): AppError {
  const { source, rows, created, changed, removed, unchanged, skipped, checksum } = outcome
  const reasons = outcome.brokenGuards.map(({ guard, message }) => `${guard}: ${message}`).join('; ')
  const name = shellWord(source)
  return new AppError(
    'import.held',
    `held for approval, nothing was applied: ${reasons} (${created} created, ${changed} changed, ${removed} removed)`,
    {
      remedy: `Look at it with "director imports diff ${name} --held"; apply it with "director imports approve ${name}", or correct the source`,
      details: {
        source,
        guards: outcome.brokenGuards,
        rows,
        created,
        changed,
        removed,
        unchanged,
        skipped,
        checksum,
      },
    },
  )
}
