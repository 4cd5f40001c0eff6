import { CommandRunner, Help, Option, SubCommand } from 'nest-commander'
import { InstallationAccess } from '../installation/installation-access.js'
import { operatorName } from '../installation/operator.js'
import { Output } from '../terminal/output.js'

@SubCommand({
  name: 'cancel',
  arguments: '<run>',
  argsDescription: { run: 'number or id of the run' },
  description: 'Cancel a run: at once while it waits, by asking its job while it goes on',
})
export class RunsCancelCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run([wanted = '']: string[], options: { reason?: string }): Promise<void> {
    const reason = options.reason ?? `cancelled by ${operatorName()}`
    const { run, kind } = await this.installation.runner(({ requests }) => requests.cancel(wanted, reason))
    const what =
      kind === 'cancelled' ? 'cancelled' : 'asked to stop; `director runs logs --follow` shows its end'
    this.output.done(
      { run: run.number, id: run.id, kind },
      `run ${run.number} of "${run.definitionName}" ${what}`,
    )
  }

  @Option({ flags: '--reason <text>', description: 'kept with the run' })
  reason(text: string): string {
    return text
  }

  @Help('after')
  examples(): string {
    return ['', 'Examples:', '  director runs cancel 17 --reason "wrong inventory file"'].join('\n')
  }
}
