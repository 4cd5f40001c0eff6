import { CommandRunner, Help, SubCommand } from 'nest-commander'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'
import { runText } from '../texts/run-text.js'
import { existingRun } from './existing-run.js'

@SubCommand({
  name: 'show',
  arguments: '<run>',
  argsDescription: { run: 'number or id of the run' },
  description: 'Show one run: outcome, figures, error with its causes',
})
export class RunsShowCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run([wanted = '']: string[]): Promise<void> {
    const run = await this.installation.catalogue(({ history }) => existingRun(history, wanted))
    this.output.result(run, () => runText(run, this.output.colours, new Date()))
  }

  @Help('after')
  examples(): string {
    return ['', 'Examples:', '  director runs show 17', '  director runs show 17 --json'].join('\n')
  }
}
