import { CommandRunner, Help, SubCommand } from 'nest-commander'
import { InstallationAccess } from '../installation/installation-access.js'
import { operatorName } from '../installation/operator.js'
import { Output } from '../terminal/output.js'

const TIME_PERIOD = 'TimePeriod'

@SubCommand({
  name: 'delete',
  arguments: '<name>',
  argsDescription: { name: 'name of the time period' },
  description: 'Delete a time period no job and no object uses',
})
export class PeriodsDeleteCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run([name = '']: string[]): Promise<void> {
    await this.installation.catalogue(({ objects }) =>
      objects.delete(TIME_PERIOD, name, { author: operatorName() }),
    )
    this.output.done({ deleted: [name] }, `time period "${name}" deleted`)
  }

  @Help('after')
  examples(): string {
    return ['', 'Examples:', '  director periods delete workhours'].join('\n')
  }
}
