import { CommandRunner, Help, SubCommand } from 'nest-commander'
import { readDefinitionFile } from '../arguments/definition-file.js'
import { WithFile } from '../arguments/with-options.js'
import { InstallationAccess } from '../installation/installation-access.js'
import { operatorName } from '../installation/operator.js'
import { Output } from '../terminal/output.js'
import { warningLine, warningsAbout } from './period-warnings.js'

const TIME_PERIOD = 'TimePeriod'

@SubCommand({
  name: 'create',
  description: 'Make a time period from a file; refused when Icinga would not accept it',
})
@WithFile()
export class PeriodsCreateCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run(_words: string[], options: { file: string }): Promise<void> {
    const fields = readDefinitionFile(options.file)
    const zone = (await this.installation.settings()).timeZone
    const [period, warnings] = await this.installation.catalogue(async (catalogue) => {
      const created = await catalogue.objects.create(
        { ...fields, type: TIME_PERIOD },
        { author: operatorName() },
      )
      return [created, await warningsAbout(catalogue, created.name, zone)] as const
    })
    const lines = warnings.map((warning) => warningLine(period.name, warning, this.output))
    this.output.done({ ...period, warnings }, [`time period "${period.name}" created`, ...lines].join('\n'))
  }

  @Help('after')
  examples(): string {
    return ['', 'Examples:', '  director periods create -f workhours.yaml'].join('\n')
  }
}
