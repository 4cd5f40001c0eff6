import { problemsOf } from '@director/errors'
import type { z } from 'zod'
import { DEFINITION_FIELDS } from './definition-input.js'
import { refuseProblems, withCode } from './definition-problem.js'

/**
 * Checks the form of what was written about a job; whether the values fit this installation is another question.
 *
 * @throws AppError `job.invalid-definition` with every problem
 */
export function parseWritten<Schema extends z.ZodType>(
  schema: Schema,
  written: unknown,
  name = '',
): z.output<Schema> {
  const parsed = schema.safeParse(written)
  if (parsed.success) return parsed.data
  const problems = problemsOf(parsed.error, {
    input: written,
    knownNames: (path) => (path.length === 0 ? DEFINITION_FIELDS : []),
    isSecret: ([field]) => field === 'settings',
  })
  const writtenName: unknown = Object(written).name
  refuseProblems(
    typeof writtenName === 'string' ? writtenName : name,
    withCode('job.invalid-definition', problems),
  )
  throw parsed.error
}
