import { CommandRunner, Help, SubCommand } from 'nest-commander'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'

@SubCommand({
  name: 'delete',
  arguments: '<name>',
  argsDescription: { name: 'name of the import source' },
  description: 'Delete an import source with everything imported from it',
})
export class ImportsDeleteCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run([name = '']: string[]): Promise<void> {
    await this.installation.catalogue(({ sources }) => sources.delete(name))
    this.output.done({ deleted: [name] }, `import source "${name}" deleted`)
  }

  @Help('after')
  examples(): string {
    return ['', 'Examples:', '  director imports delete cmdb'].join('\n')
  }
}
