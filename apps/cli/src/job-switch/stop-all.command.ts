import { CommandRunner, Help, SubCommand } from 'nest-commander'
import { InstallationAccess } from '../installation/installation-access.js'
import { operatorName } from '../installation/operator.js'
import { Output } from '../terminal/output.js'

@SubCommand({
  name: 'stop-all',
  description: 'Stop planning and starting jobs, everywhere; runs under way go on',
})
export class JobsStopAllCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run(): Promise<void> {
    await this.installation.catalogue(({ jobSwitch }) => jobSwitch.turn(true, operatorName()))
    this.output.done({ stopped: true }, 'all jobs are stopped; runs under way go on')
  }

  @Help('after')
  examples(): string {
    return ['', 'Examples:', '  director jobs stop-all'].join('\n')
  }
}
