import { CommandRunner, Help, SubCommand } from 'nest-commander'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'

@SubCommand({
  name: 'list',
  description: 'Show all import sources',
})
export class ImportsListCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run(): Promise<void> {
    const sources = await this.installation.catalogue(({ sources }) => sources.list())
    this.output.list(
      sources,
      [
        { heading: 'NAME', of: (source) => source.name },
        {
          heading: 'TYPE',
          of: (source) => (source.installed ? source.type : `${source.type} (not installed)`),
        },
        { heading: 'KEY COLUMN', of: (source) => source.keyColumn },
        { heading: 'MODIFIERS', of: (source) => String(source.modifiers.length) },
        { heading: 'DESCRIPTION', of: (source) => source.description },
      ],
      'No import sources yet.',
    )
  }

  @Help('after')
  examples(): string {
    return ['', 'Examples:', '  director imports list'].join('\n')
  }
}
