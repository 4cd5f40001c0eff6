import { z } from 'zod'

const decision = (title: string, description: string) =>
  z.enum(['fail', 'skip']).default('fail').meta({ title, description })

/**
 * What becomes of a row that cannot be imported.
 *
 * @see Director: one bad row fails the import, which is the default here too
 * @see docs/decisions/0005-guarded-imports.md
 */
export const RowPolicy = z
  .strictObject({
    missingKeys: decision('Rows without a key', 'Fail the import, or leave such rows out'),
    duplicateKeys: decision(
      'Rows whose key was there before',
      'Fail the import, or leave such rows out; the first row of a key stays',
    ),
    failedRows: decision(
      'Rows that fail',
      'Errors in property modifiers, keys that are no single value, values that cannot be stored',
    ),
    maximumSkipped: z.int().min(1).max(1_000_000).default(100).meta({
      title: 'Maximum of skipped rows',
      description: 'More rows than these fail the import',
    }),
  })
  .meta({ title: 'Row policy', description: 'What becomes of rows that cannot be imported' })
export type RowPolicy = z.infer<typeof RowPolicy>

/** The decisions about rows of a {@link RowPolicy}. */
export type RowDecision = Exclude<keyof RowPolicy, 'maximumSkipped'>
