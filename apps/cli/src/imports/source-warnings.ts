import type { Output } from '../terminal/output.js'

/** What was done with a source, and below it what it still lacks, one line a warning. */
export function withWarnings(sentence: string, warnings: readonly string[], output: Output): string {
  return [sentence, ...warnings.map((warning) => `${output.colours.yellow('!')} ${warning}`)].join('\n')
}
