import { CommandRunner, Help, SubCommand } from 'nest-commander'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'
import { sourceYaml } from '../texts/source-yaml.js'

@SubCommand({
  name: 'show',
  arguments: '<name>',
  argsDescription: { name: 'name of the import source' },
  description: 'Show one import source, as YAML that create and edit take; its state in comments',
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
    this.output.result(source, () => sourceYaml(source))
  }

  @Help('after')
  examples(): string {
    return ['', 'Examples:', '  director imports show cmdb', '  director imports show cmdb > cmdb.yaml'].join(
      '\n',
    )
  }
}
