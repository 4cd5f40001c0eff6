import { AppError } from '@director/errors'
import { problemLine } from '@director/time-periods'
import { CommandRunner, Help, Option, SubCommand } from 'nest-commander'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'
import { warningLine } from './period-warnings.js'
import { zoneOption } from './zone-option.js'

@SubCommand({
  name: 'check',
  description: 'Check all time periods: syntax, names, circles, and what hardly was meant',
})
export class PeriodsCheckCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run(_words: string[], options: { tz?: string }): Promise<void> {
    const zone = options.tz ?? (await this.installation.settings()).timeZone
    const { problems, warnings } = await this.installation.catalogue(({ periods }) =>
      periods.check(new Date(), zone),
    )
    const warned = [...warnings].flatMap(([period, found]) =>
      found.map((warning) => ({ period, ...warning })),
    )
    this.output.result({ problems, warnings: warned }, () => {
      const { red, green } = this.output.colours
      if (problems.length + warned.length === 0) return `${green('✓')} nothing wrong with any time period`
      return [
        ...problems.map((problem) => `${red('✗')} ${problemLine(problem)}`),
        ...warned.map((warning) => warningLine(warning.period, warning, this.output)),
      ].join('\n')
    })
    if (problems.length > 0)
      throw new AppError('time-period.unusable', `time periods: ${problems.length} problems found`)
  }

  @Option({ flags: '--tz <zone>', description: 'time zone (default: that of the installation)' })
  tz(zone: string): string {
    return zoneOption(zone)
  }

  @Help('after')
  examples(): string {
    return [
      '',
      'Exit code: 0 no problems (there may be warnings), 2 problems.',
      '',
      'Examples:',
      '  director periods check',
    ].join('\n')
  }
}
