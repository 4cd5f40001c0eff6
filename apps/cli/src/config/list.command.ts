import { CommandRunner, Help, SubCommand } from 'nest-commander'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'
import { clockText } from '../terminal/times.js'

@SubCommand({
  name: 'list',
  description: 'Show stored configurations, the newest first',
})
export class ConfigListCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run(): Promise<void> {
    const stored = await this.installation.catalogue(({ configurations }) => configurations.list(20))
    this.output.list(
      stored,
      [
        { heading: 'CHECKSUM', of: (one) => one.checksum.slice(0, 10) },
        { heading: 'RENDERED', of: (one) => clockText(one.renderedAt) },
        { heading: 'OBJECTS', of: (one) => String(one.objectCount) },
        { heading: 'FILES', of: (one) => String(one.fileCount) },
      ],
      'No configuration was rendered yet. A Config job renders one.',
    )
  }

  @Help('after')
  examples(): string {
    return ['', 'Examples:', '  director config list'].join('\n')
  }
}
