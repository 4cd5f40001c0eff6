import { explain, nextChange, wallText, weekBars, type CompiledPeriod } from '@director/time-periods'
import { CommandRunner, Help, Option, SubCommand } from 'nest-commander'
import { instant } from '../arguments/instants.js'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'
import { zoneOption } from './zone-option.js'
import { weekText } from './week-text.js'

const CHANGES = 10

@SubCommand({
  name: 'show',
  arguments: '<name>',
  argsDescription: { name: 'name of the time period' },
  description: 'Show a time period: open or closed and why, its next changes, a week as bars',
})
export class PeriodsShowCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run([name = '']: string[], options: { at?: Date; tz?: string }): Promise<void> {
    const at = options.at ?? new Date()
    const zone = options.tz ?? (await this.installation.settings()).timeZone
    const { period, zoneDataVersion } = await this.installation.catalogue(async ({ periods }) => ({
      period: await periods.compiled(name),
      zoneDataVersion: periods.zoneDataVersion,
    }))
    const explanation = explain(period, at, zone)
    const changes = changesAfter(period, at, zone)
    const week = weekBars(period, at, zone)
    this.output.result({ name, at, zone, zoneDataVersion, explanation, changes, week }, () => {
      const { bold, green, red, dim } = this.output.colours
      const { clock } = period.calendarIn(zone)
      const state = explanation.active ? green('open') : red('closed')
      const lines = changes.map(
        (change) => `  ${change.kind.padEnd(6)}  ${wallText(change.at.getTime() / 1_000, clock)}`,
      )
      return [
        `${bold(name)} is ${state} at ${wallText(at.getTime() / 1_000, clock)} (${zone})`,
        explanation.sentence,
        '',
        bold('Next changes'),
        ...(lines.length === 0 ? [dim('  none within ten years')] : lines),
        '',
        bold('This week'),
        weekText(week, this.output.colours),
        dim(`Zone data ${zoneDataVersion}`),
      ].join('\n')
    })
  }

  @Option({
    flags: '--at <instant>',
    description: 'look at another instant, such as 2026-03-29T02:30:00+01:00',
  })
  at(text: string): Date {
    return instant('--at')(text)
  }

  @Option({ flags: '--tz <zone>', description: 'time zone (default: that of the installation)' })
  tz(zone: string): string {
    return zoneOption(zone)
  }

  @Help('after')
  examples(): string {
    return [
      '',
      'Examples:',
      '  director periods show workhours',
      '  director periods show workhours --at 2026-03-29T02:30:00Z --tz Europe/Berlin',
    ].join('\n')
  }
}

function changesAfter(period: CompiledPeriod, at: Date, zone: string) {
  const changes: { readonly kind: 'opens' | 'closes'; readonly at: Date }[] = []
  for (let from = at; changes.length < CHANGES;) {
    const change = nextChange(period, from, zone)
    if (change.kind === 'never') return changes
    changes.push(change)
    from = change.at
  }
  return changes
}
