/** One thing that is wrong with what somebody wrote: where, what was expected, what came. */
export interface Problem {
  /** Dotted path or name of a variable: `settings.url`, `DIRECTOR_HOME`. */
  readonly place: string
  readonly expected: string
  /** Shortened; secrets are never shown. */
  readonly received: string
}

/** A problem in one line. */
export function problemLine(problem: Problem): string {
  return `${problem.place}: expected ${problem.expected}, received ${problem.received}`
}

/** Shows a value the way it was written, at most 60 characters of it. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
