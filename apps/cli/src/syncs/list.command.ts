import { CommandRunner, Help, SubCommand } from 'nest-commander'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'

@SubCommand({
  name: 'list',
  description: 'Show all sync rules',
})
export class SyncsListCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run(): Promise<void> {
    const rules = await this.installation.catalogue(({ rules }) => rules.list())
    this.output.list(
      rules,
      [
        { heading: 'NAME', of: (rule) => rule.name },
        { heading: 'OBJECTS', of: (rule) => rule.objectType },
        { heading: 'POLICY', of: (rule) => rule.updatePolicy },
        { heading: 'PURGE', of: (rule) => (rule.purge ? 'yes' : 'no') },
        { heading: 'PROPERTIES', of: (rule) => String(rule.properties.length) },
      ],
      'No sync rules yet.',
    )
  }

  @Help('after')
  examples(): string {
    return ['', 'Examples:', '  director syncs list'].join('\n')
  }
}
