import { problemLine, type Problem } from '@director/errors'

const SHOWN = 20

/** Problems in one line. A list may have 100,000 entries, and all may be wrong: the first twenty are told. */
export function problemsLine(problems: readonly Problem[]): string {
  const more = problems.length - SHOWN
  const lines = problems.slice(0, SHOWN).map(problemLine)
  return [...lines, ...(more > 0 ? [`and ${more} more`] : [])].join('; ')
}
