import { CommandRunner, Help, SubCommand } from 'nest-commander'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'

@SubCommand({ name: 'list', description: 'Show all lanes' })
export class LanesListCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run(): Promise<void> {
    const lanes = await this.installation.catalogue(({ lanes }) => lanes.list())
    this.output.list(
      lanes,
      [
        { heading: 'LANE', of: (lane) => lane.name },
        { heading: 'RUNS AT ONCE', of: (lane) => String(lane.concurrency) },
      ],
      'No lanes.',
    )
  }

  @Help('after')
  examples(): string {
    return ['', 'Examples:', '  director lanes list'].join('\n')
  }
}
