import { CommandRunner, Help, SubCommand } from 'nest-commander'
import { readDefinitionFile } from '../arguments/definition-file.js'
import { WithFile } from '../arguments/with-options.js'
import { InstallationAccess } from '../installation/installation-access.js'
import { operatorName } from '../installation/operator.js'
import { editedText } from '../texts/edited-text.js'
import { Output } from '../terminal/output.js'
import { warningLine, warningsAbout } from './period-warnings.js'

const TIME_PERIOD = 'TimePeriod'

@SubCommand({
  name: 'edit',
  arguments: '<name>',
  argsDescription: { name: 'name of the time period' },
  description: 'Change the properties that are in a file; null takes one away',
})
@WithFile()
export class PeriodsEditCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run([name = '']: string[], options: { file: string }): Promise<void> {
    const changes = readDefinitionFile(options.file)
    const zone = (await this.installation.settings()).timeZone
    const [period, before, warnings] = await this.installation.catalogue(async (catalogue) => {
      const current = await catalogue.objects.get(TIME_PERIOD, name)
      const edited = await catalogue.objects.edit(TIME_PERIOD, name, changes, { author: operatorName() })
      return [edited, current, await warningsAbout(catalogue, edited.name, zone)] as const
    })
    const lines = warnings.map((warning) => warningLine(period.name, warning, this.output))
    this.output.done(
      { ...period, warnings },
      [editedText('time period', period, before), ...lines].join('\n'),
    )
  }

  @Help('after')
  examples(): string {
    return [
      '',
      'Examples:',
      '  director objects show TimePeriod workhours > workhours.yaml',
      '  director periods edit workhours -f workhours.yaml',
    ].join('\n')
  }
}
