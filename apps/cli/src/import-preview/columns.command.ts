import { errorLine } from '@director/errors'
import { CommandRunner, Help, SubCommand } from 'nest-commander'
import { InstallationAccess } from '../installation/installation-access.js'
import { commandLog } from '../running/command-log.js'
import { untilInterrupted } from '../running/until-interrupted.js'
import { Output } from '../terminal/output.js'

@SubCommand({
  name: 'columns',
  arguments: '<name>',
  argsDescription: { name: 'name of the import source' },
  description: 'Show the columns of a source and those its modifiers write',
})
export class ImportsColumnsCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run([name = '']: string[]): Promise<void> {
    const log = commandLog(await this.installation.logger('warn'))
    const found = await untilInterrupted((signal) =>
      this.installation.catalogue(({ columns }) => columns.of(name, { signal, log })),
    )
    this.output.result(found, () => {
      const { yellow } = this.output.colours
      const warning =
        found.problem === undefined
          ? []
          : [yellow(`! columns that were seen when it was last read, because: ${errorLine(found.problem)}`)]
      return [...warning, ...(found.columns.length === 0 ? ['No columns.'] : found.columns)].join('\n')
    })
  }

  @Help('after')
  examples(): string {
    return ['', 'Examples:', '  director imports columns cmdb'].join('\n')
  }
}
