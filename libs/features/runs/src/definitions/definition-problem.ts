import { AppError, problemLine, type Problem } from '@director/errors'

/** A problem of a definition; the code is the error's when nothing else is wrong. */
export interface DefinitionProblem extends Problem {
  readonly code: string
}

/** Marks problems that come from one check. */
export function withCode(code: string, problems: readonly Problem[]): readonly DefinitionProblem[] {
  return problems.map((problem) => ({ ...problem, code }))
}

/**
 * Ends the work when something is wrong.
 *
 * @throws AppError with every problem in `details.problems`; `job.invalid-definition` when they are of several kinds
 */
export function refuseProblems(name: string, found: readonly DefinitionProblem[]): void {
  if (found.length === 0) return
  const codes = new Set(found.map((problem) => problem.code))
  const [code] = codes.size === 1 ? codes : ['job.invalid-definition']
  const problems = found.map(({ code: _code, ...problem }) => problem)
  throw new AppError(
    code ?? 'job.invalid-definition',
    `job "${name}": ${problems.map(problemLine).join('; ')}`,
    {
      details: { problems },
    },
  )
}
