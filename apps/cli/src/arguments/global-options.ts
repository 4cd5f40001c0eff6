/** Options every command understands, wherever they stand on the line. */
export interface GlobalOptions {
  /** Log lines on stderr, and stacks of failures. */
  readonly verbose: boolean
  /** Results as JSON on stdout, failures as JSON on stderr. */
  readonly json: boolean
}

/** Injection token of the {@link GlobalOptions}. */
export const GLOBAL_OPTIONS = Symbol('global options')

/** The part of `--help` that is the same for every command. */
export const GLOBAL_OPTIONS_HELP = [
  'Options of every command:',
  '  --json      results as JSON on stdout, failures as JSON on stderr',
  '  --verbose   log lines on stderr; stacks with failures',
].join('\n')

/** Takes the global options out of a command line; what follows `--` is left alone. */
export function takeGlobalOptions(words: readonly string[]): {
  options: GlobalOptions
  rest: readonly string[]
} {
  const end = words.includes('--') ? words.indexOf('--') : words.length
  const before = words.slice(0, end)
  return {
    options: { verbose: before.includes('--verbose'), json: before.includes('--json') },
    rest: [...before.filter((word) => word !== '--verbose' && word !== '--json'), ...words.slice(end)],
  }
}
