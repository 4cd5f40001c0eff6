import { AppError, describeError, errorLine, problemLine, type Problem } from '@director/errors'
import type { GlobalOptions } from '../arguments/global-options.js'
import { coloursFor } from './output.js'

/** Exit codes; documented in docs/guides/cli.md. */
export const EXIT = { success: 0, runFailed: 1, usage: 2, changesFound: 3 } as const

/** Ends a command with "a run failed": everything about it has been printed. */
export class RunsFailed extends Error {}

/** Ends a command that was asked to tell by its exit code that something would change. */
export class ChangesFound extends Error {}

/** Says on stderr what went wrong: one line, several only when several things are wrong. */
export function failureText(error: unknown, options: GlobalOptions): string {
  const described = describeError(error)
  if (options.json) {
    const { stack: _stack, ...error } = described
    return JSON.stringify({ error: options.verbose ? described : error }, null, 2)
  }
  const colours = coloursFor(process.stderr)
  const problems = problemsIn(error)
  const line = problems.length < 2 ? oneLine(errorLine(described)) : problemList(described, problems)
  const stack = options.verbose ? `\n${colours.dim(stackOf(error))}` : ''
  const hint =
    !options.verbose && described.stack !== undefined
      ? '. Repeat the command with --verbose to see where'
      : ''
  return `${colours.red('director:')} ${line}${hint}${stack}`
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ')
}

function problemList(error: { message: string; remedy?: string }, problems: readonly Problem[]): string {
  // The message repeats what the list says; what stands before it names the place.
  const place = error.message.split(`: ${problems[0]?.place ?? ''}`)[0] ?? error.message
  const lines = problems.map((problem) => `  ${problemLine(problem)}`)
  return [
    `${place}: ${problems.length} problems`,
    ...lines,
    ...(error.remedy === undefined ? [] : [error.remedy]),
  ].join('\n')
}

function problemsIn(error: unknown): readonly Problem[] {
  const problems = error instanceof AppError ? error.details['problems'] : undefined
  return Array.isArray(problems) ? problems.filter(isProblem) : []
}

function isProblem(value: unknown): value is Problem {
  const { place, expected, received } = Object(value)
  return [place, expected, received].every((text) => typeof text === 'string')
}

function stackOf(error: unknown): string {
  const stacks: string[] = []
  for (let current = error; current instanceof Error && stacks.length < 5; current = current.cause) {
    stacks.push(current.stack ?? current.message)
  }
  return stacks.join('\ncaused by ')
}
