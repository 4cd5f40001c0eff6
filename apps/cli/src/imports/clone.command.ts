import { CommandRunner, Help, SubCommand } from 'nest-commander'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'

@SubCommand({
  name: 'clone',
  arguments: '<name> <new>',
  argsDescription: { name: 'name of the import source', new: 'name of the copy' },
  description: 'Copy an import source with its secrets and modifiers, without its rows',
})
export class ImportsCloneCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run([name = '', newName = '']: string[]): Promise<void> {
    const source = await this.installation.catalogue(({ sources }) => sources.clone(name, newName))
    this.output.done(source, `import source "${source.name}" created as a copy of "${name}"`)
  }

  @Help('after')
  examples(): string {
    return ['', 'Examples:', '  director imports clone cmdb cmdb-test'].join('\n')
  }
}
