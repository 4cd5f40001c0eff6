import { CommandRunner, Help, SubCommand } from 'nest-commander'
import { InstallationAccess } from '../installation/installation-access.js'
import { operatorName } from '../installation/operator.js'
import { Output } from '../terminal/output.js'

@SubCommand({
  name: 'delete',
  arguments: '<type> <name>',
  argsDescription: { type: 'type of object, such as Host', name: 'name of the object' },
  description: 'Delete an object nothing uses',
})
export class ObjectsDeleteCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run([type = '', name = '']: string[]): Promise<void> {
    await this.installation.catalogue(({ objects }) => objects.delete(type, name, { author: operatorName() }))
    this.output.done({ deleted: [name] }, `${type} "${name}" deleted`)
  }

  @Help('after')
  examples(): string {
    return ['', 'Examples:', '  director objects delete Host web1'].join('\n')
  }
}
