import { CommandRunner, Help, SubCommand } from 'nest-commander'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'
import { distanceText } from '../terminal/times.js'
import { sourceState } from '../texts/source-state.js'

@SubCommand({
  name: 'list',
  description: 'Show all import sources: state, last import or check',
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
    const now = new Date()
    this.output.list(
      sources,
      [
        { heading: 'NAME', of: (source) => source.name },
        { heading: 'TYPE', of: (source) => source.type },
        { heading: 'STATE', of: sourceState },
        {
          heading: 'LAST ATTEMPT',
          of: ({ lastAttemptAt }) => (lastAttemptAt === null ? '-' : distanceText(lastAttemptAt, now)),
        },
        { heading: 'KEY COLUMN', of: (source) => source.keyColumn },
        { heading: 'MODIFIERS', of: (source) => String(source.modifiers.length) },
        { heading: 'DESCRIPTION', of: (source) => source.description },
      ],
      'No import sources yet. `director imports sources` shows where rows can come from.',
    )
  }

  @Help('after')
  examples(): string {
    return ['', 'Examples:', '  director imports list'].join('\n')
  }
}
