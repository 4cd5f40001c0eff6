import { wallText } from '@director/time-periods'
import { CommandRunner, Help, Option, SubCommand } from 'nest-commander'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'
import { zoneOption } from './zone-option.js'

@SubCommand({ name: 'list', description: 'Show all time periods: open or closed now, and the next change' })
export class PeriodsListCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run(_words: string[], options: { tz?: string }): Promise<void> {
    const zone = options.tz ?? (await this.installation.settings()).timeZone
    const { periods, clock } = await this.installation.catalogue(async ({ periods }) => ({
      periods: await periods.states(new Date(), zone),
      clock: periods.clockIn(zone),
    }))
    this.output.list(
      periods,
      [
        { heading: 'NAME', of: (period) => period.name },
        {
          heading: 'NOW',
          of: ({ state }, { green, red, dim }) =>
            ({ open: green, closed: dim, template: dim, unusable: red })[state](state),
        },
        {
          heading: 'CHANGES',
          of: ({ changesAt }) => (changesAt === null ? '-' : wallText(changesAt.getTime() / 1_000, clock)),
        },
        { heading: 'PROBLEM', of: (period) => period.problem ?? '' },
      ],
      'No time periods yet. `director periods create -f FILE` makes one.',
    )
  }

  @Option({ flags: '--tz <zone>', description: 'time zone (default: that of the installation)' })
  tz(zone: string): string {
    return zoneOption(zone)
  }

  @Help('after')
  examples(): string {
    return ['', 'Examples:', '  director periods list', '  director periods list --tz America/New_York'].join(
      '\n',
    )
  }
}
