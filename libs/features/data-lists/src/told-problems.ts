import { problemLine, type Problem } from '@director/errors'

const MOST_TOLD = 50

/**
 * The problems of a list for people: a list may have 100,000 entries, and all may be wrong. Of more than fifty the first
 * ones are told, and how many there are besides.
 */
export function toldProblems(problems: readonly Problem[]): readonly Problem[] {
  const more = problems.length - MOST_TOLD
  if (more <= 0) return problems
  const rest = { place: `and ${more} more`, expected: 'usable entries', received: 'entries like these' }
  return [...problems.slice(0, MOST_TOLD), rest]
}

/** Problems in one line. */
export function problemsLine(problems: readonly Problem[]): string {
  return problems.map(problemLine).join('; ')
}
