import { CommandRunner, Help, SubCommand } from 'nest-commander'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'

@SubCommand({
  name: 'diff',
  arguments: '[before] [after]',
  argsDescription: {
    before: 'a checksum or its beginning (default: what the configuration directory holds)',
    after: 'a checksum or its beginning (default: the newest)',
  },
  description: 'Show what differs between configurations, or from the configuration directory',
})
export class ConfigDiffCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run([before, after]: string[]): Promise<void> {
    const differences = await this.installation.catalogue(({ configurations }) =>
      before === undefined ? configurations.compareWithDirectory() : configurations.compare(before, after),
    )
    this.output.result(differences, () =>
      differences.length === 0
        ? 'No differences.'
        : differences.map(({ patch }) => this.paint(patch)).join('\n'),
    )
  }

  private paint(patch: string): string {
    const { green, red, cyan, bold } = this.output.colours
    const lines = patch
      .trimEnd()
      .split('\n')
      .map((line) => {
        if (line.startsWith('+++') || line.startsWith('---')) return bold(line)
        if (line.startsWith('+')) return green(line)
        if (line.startsWith('-')) return red(line)
        return line.startsWith('@@') ? cyan(line) : line
      })
    return lines.join('\n')
  }

  @Help('after')
  examples(): string {
    return ['', 'Examples:', '  director config diff', '  director config diff 3f9a 81c0'].join('\n')
  }
}
