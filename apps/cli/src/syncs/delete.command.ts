import { CommandRunner, Help, SubCommand } from 'nest-commander'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'

@SubCommand({
  name: 'delete',
  arguments: '<name>',
  argsDescription: { name: 'name of the sync rule' },
  description: 'Delete a sync rule; the objects it made stay',
})
export class SyncsDeleteCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run([name = '']: string[]): Promise<void> {
    await this.installation.catalogue(({ rules }) => rules.delete(name))
    this.output.done({ deleted: [name] }, `sync rule "${name}" deleted`)
  }

  @Help('after')
  examples(): string {
    return ['', 'Examples:', '  director syncs delete hosts'].join('\n')
  }
}
