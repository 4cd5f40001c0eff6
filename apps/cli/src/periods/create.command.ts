import { CommandRunner, Help, Option, SubCommand } from 'nest-commander'
import { readDefinitionFile } from '../arguments/definition-file.js'
import { InstallationAccess } from '../installation/installation-access.js'
import { operatorName } from '../installation/operator.js'
import { Output } from '../terminal/output.js'

const TIME_PERIOD = 'TimePeriod'

@SubCommand({
  name: 'create',
  description: 'Make a time period from a file; refused when Icinga would not accept it',
})
export class PeriodsCreateCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run(_words: string[], options: { file: string }): Promise<void> {
    const fields = readDefinitionFile(options.file)
    const period = await this.installation.catalogue(({ objects }) =>
      objects.create({ ...fields, type: TIME_PERIOD }, { author: operatorName() }),
    )
    this.output.done(period, `time period "${period.name}" created`)
  }

  @Option({
    flags: '-f, --file <path>',
    description: 'YAML or JSON file; - reads standard input',
    required: true,
  })
  file(path: string): string {
    return path
  }

  @Help('after')
  examples(): string {
    return ['', 'Examples:', '  director periods create -f workhours.yaml'].join('\n')
  }
}
