import type { ImportAttempt } from '@director/database'
import { CommandRunner, Help, SubCommand } from 'nest-commander'
import type { Colors } from 'picocolors/types.js'
import { WithLimit } from '../arguments/with-options.js'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'
import { clockText, durationText } from '../terminal/times.js'
import { numberText } from '../terminal/rate-text.js'

@SubCommand({
  name: 'history',
  arguments: '<name>',
  argsDescription: { name: 'name of the import source' },
  description:
    'Show the imports and checks of a source, also those that changed nothing, failed or were lost; newest first',
})
@WithLimit(20)
export class ImportsHistoryCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run([name = '']: string[], { limit }: { limit: number }): Promise<void> {
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
  if (finishedAt === null) return '-'
  return durationText((finishedAt.getTime() - startedAt.getTime()) / 1_000)
}

function outcomeText({ outcome, checkOnly }: ImportAttempt, colours: Colors): string {
  const { red, yellow, dim, cyan } = colours
  const paint = { failed: red, lost: red, held: yellow, cancelled: dim, running: cyan }[String(outcome)]
  const text = paint === undefined ? outcome : paint(outcome)
  return checkOnly ? `${text} (check)` : text
}

function whyText({ error, requestedBy }: ImportAttempt): string {
  if (error !== null) return error.message
  return requestedBy === null ? '' : `by ${requestedBy}`
}
