import type { ImportAttempt } from '@director/database'
import { CommandRunner, Help, Option, SubCommand } from 'nest-commander'
import type { Colors } from 'picocolors/types.js'
import { wholeNumber } from '../arguments/numbers.js'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'
import { clockText, durationText } from '../terminal/times.js'
import { numberText } from '../terminal/rate-text.js'

const USUAL_LIMIT = 20

@SubCommand({
  name: 'history',
  arguments: '<name>',
  argsDescription: { name: 'name of the import source' },
  description:
    'Show the imports and checks of a source, also those that changed nothing or failed; newest first',
})
export class ImportsHistoryCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run([name = '']: string[], options: { limit?: number }): Promise<void> {
    const limit = options.limit ?? USUAL_LIMIT
    const attempts = await this.installation.catalogue(({ importHistory }) =>
      importHistory.list(name, { limit }),
    )
    this.output.list(
      attempts,
      [
        { heading: 'STARTED', of: ({ startedAt }) => clockText(startedAt) },
        { heading: 'TOOK', of: tookText },
        { heading: 'OUTCOME', of: outcomeText },
        { heading: 'IMPORT', of: ({ importRunId }) => (importRunId === null ? '-' : String(importRunId)) },
        { heading: 'ROWS', of: ({ rowCount }) => numberText(rowCount) },
        { heading: 'CREATED', of: ({ created }) => numberText(created) },
        { heading: 'CHANGED', of: ({ changed }) => numberText(changed) },
        { heading: 'REMOVED', of: ({ removed }) => numberText(removed) },
        { heading: 'SKIPPED', of: ({ skipped }) => numberText(skipped) },
        { heading: 'WHY', of: whyText },
      ],
      'It was never imported.',
    )
  }

  @Option({ flags: '--limit <number>', description: `at most so many (default: ${USUAL_LIMIT})` })
  limit(text: string): number {
    return wholeNumber('--limit')(text)
  }

  @Help('after')
  examples(): string {
    return [
      '',
      '--json also shows the columns that had values and the rows that were skipped.',
      '',
      'Examples:',
      '  director imports history cmdb',
      '  director imports history cmdb --limit 1 --json',
    ].join('\n')
  }
}

function tookText({ startedAt, finishedAt }: ImportAttempt): string {
  return durationText((finishedAt.getTime() - startedAt.getTime()) / 1_000)
}

function outcomeText({ outcome, checkOnly }: ImportAttempt, colours: Colors): string {
  const paint = { failed: colours.red, held: colours.yellow, cancelled: colours.dim }[String(outcome)]
  const text = paint === undefined ? outcome : paint(outcome)
  return checkOnly ? `${text} (check)` : text
}

function whyText({ error, requestedBy }: ImportAttempt): string {
  if (error !== null) return error.message
  return requestedBy === null ? '' : `by ${requestedBy}`
}
