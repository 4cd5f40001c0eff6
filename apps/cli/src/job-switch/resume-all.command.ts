import { CommandRunner, Help, SubCommand } from 'nest-commander'
import { InstallationAccess } from '../installation/installation-access.js'
import { operatorName } from '../installation/operator.js'
import { Output } from '../terminal/output.js'

@SubCommand({ name: 'resume-all', description: 'Let jobs run again after stop-all' })
export class JobsResumeAllCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run(): Promise<void> {
    await this.installation.catalogue(({ jobSwitch }) => jobSwitch.turn(false, operatorName()))
    this.output.done({ stopped: false }, 'jobs run again')
  }

  @Help('after')
  examples(): string {
    return ['', 'Examples:', '  director jobs resume-all'].join('\n')
  }
}
