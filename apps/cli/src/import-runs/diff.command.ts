import { AppError } from '@director/errors'
import { CommandRunner, Help, Option, SubCommand } from 'nest-commander'
import { wholeNumber } from '../arguments/numbers.js'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'
import { differenceHeading, differenceText } from './difference-text.js'

@SubCommand({
  name: 'diff',
  arguments: '<name> [from] [to]',
  argsDescription: {
    name: 'name of the import source',
    from: 'number of an import (default: the one before)',
    to: 'number of an import (default: the latest)',
  },
  description: 'Show what differs between two imports of a source, or what a held import would change',
})
export class ImportsDiffCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run([name = '', from, to]: string[], options: { held?: boolean }): Promise<void> {
    const isHeld = options.held === true
    if (isHeld && from !== undefined) throw heldIsOneOnly(from)
    const [fromRun, toRun] = [importRun('FROM', from), importRun('TO', to)]
    await this.installation.catalogue(async ({ differences }) => {
      const difference = await (isHeld ? differences.held(name) : differences.between(name, fromRun, toRun))
      const { rows, ...facts } = difference
      if (this.output.isJson) return this.output.items(facts, rows())
      const { colours } = this.output
      this.output.line(differenceHeading(difference, colours))
      for await (const row of rows()) {
        this.output.line(differenceText(row, colours, process.stdout.columns))
      }
      const { to } = difference
      if (to.kind === 'held') {
        this.output.line(`\napply just these: ${await approvalOf(name, to.checksum)}`)
      }
    })
  }

  @Option({ flags: '--held', description: 'compare what is held with what is stored' })
  held(): boolean {
    return true
  }

  @Help('after')
  examples(): string {
    return [
      '',
      'The numbers are those of `director imports history`.',
      '',
      'Examples:',
      '  director imports diff cmdb',
      '  director imports diff cmdb 17 23',
      '  director imports diff cmdb --held',
      `  director imports diff cmdb --json | jq -r '.items[] | select(.kind == "removed") | .key'`,
    ].join('\n')
  }
}

// Another import may be held by the time somebody approves.
async function approvalOf(name: string, checksum: string): Promise<string> {
  // Loaded already by whoever compared: the command line itself starts without it.
  const { shellWord } = await import('@director/imports')
  return `director imports approve ${shellWord(name)} --checksum ${checksum}`
}

function importRun(argument: string, text: string | undefined): number | undefined {
  return text === undefined ? undefined : wholeNumber(argument)(text)
}

function heldIsOneOnly(from: string): AppError {
  return new AppError('usage.wrong', 'imports diff: --held compares with what is stored', {
    expected: 'only the name of the import source',
    received: `"${from}" as well`,
  })
}
