import type { ShownImportSource } from '@director/imports'
import { CommandRunner, Help, SubCommand } from 'nest-commander'
import { stringify } from 'yaml'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'

@SubCommand({
  name: 'show',
  arguments: '<name>',
  argsDescription: { name: 'name of the import source' },
  description: 'Show one import source, as YAML that create and edit take',
})
export class ImportsShowCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run([name = '']: string[]): Promise<void> {
    const source = await this.installation.catalogue(({ sources }) => sources.get(name))
    this.output.result(source, () => stringify(written(source)).trimEnd())
  }

  @Help('after')
  examples(): string {
    return ['', 'Examples:', '  director imports show cmdb', '  director imports show cmdb > cmdb.yaml'].join(
      '\n',
    )
  }
}

// What the store adds is left out: only these fields can be written.
function written(source: ShownImportSource): object {
  const { name, type, keyColumn, settings, modifiers, description } = source
  return { name, type, keyColumn, settings, modifiers, description }
}
