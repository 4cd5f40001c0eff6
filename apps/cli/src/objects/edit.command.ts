import { CommandRunner, Help, SubCommand } from 'nest-commander'
import { readDefinitionFile } from '../arguments/definition-file.js'
import { WithFile } from '../arguments/with-options.js'
import { InstallationAccess } from '../installation/installation-access.js'
import { operatorName } from '../installation/operator.js'
import { Output } from '../terminal/output.js'

@SubCommand({
  name: 'edit',
  arguments: '<type> <name>',
  argsDescription: { type: 'type of object, such as Host', name: 'name of the object' },
  description: 'Change the properties that are in a file; null takes one away',
})
@WithFile()
export class ObjectsEditCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run([type = '', name = '']: string[], options: { file: string }): Promise<void> {
    const changes = readDefinitionFile(options.file)
    const object = await this.installation.catalogue(({ objects }) =>
      objects.edit(type, name, changes, { author: operatorName() }),
    )
    this.output.done(object, `${object.type} "${object.name}" changed, now revision ${object.revision}`)
  }

  @Help('after')
  examples(): string {
    return ['', 'Examples:', '  director objects edit Host web1 -f changes.yaml'].join('\n')
  }
}
