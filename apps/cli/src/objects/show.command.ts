import { CommandRunner, Help, SubCommand } from 'nest-commander'
import { writtenForm } from '@director/icinga-objects'
import { stringify } from 'yaml'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'

@SubCommand({
  name: 'show',
  arguments: '<type> <name>',
  argsDescription: { type: 'type of object, such as Host', name: 'name of the object' },
  description: 'Show one object, as YAML that create and edit take',
})
export class ObjectsShowCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run([type = '', name = '']: string[]): Promise<void> {
    const object = await this.installation.catalogue(({ objects }) => objects.get(type, name))
    this.output.result(object, () => stringify(writtenForm(object)).trimEnd())
  }

  @Help('after')
  examples(): string {
    return [
      '',
      'Examples:',
      '  director objects show Host web1',
      '  director objects show TimePeriod workhours --json',
    ].join('\n')
  }
}
