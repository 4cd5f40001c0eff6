import { CommandRunner, Help, SubCommand } from 'nest-commander'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'

@SubCommand({
  name: 'delete',
  arguments: '<name>',
  argsDescription: { name: 'name of the lane' },
  description: 'Delete a lane no job uses',
})
export class LanesDeleteCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run([name = '']: string[]): Promise<void> {
    await this.installation.catalogue(({ lanes }) => lanes.delete(name))
    this.output.done({ deleted: [name] }, `lane "${name}" deleted`)
  }

  @Help('after')
  examples(): string {
    return ['', 'Examples:', '  director lanes delete network'].join('\n')
  }
}
