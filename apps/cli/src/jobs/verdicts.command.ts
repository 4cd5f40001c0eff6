import type { Verdict } from '@director/database'
import { CommandRunner, Help, Option, SubCommand } from 'nest-commander'
import { instant } from '../arguments/instants.js'
import { WithLimit } from '../arguments/with-options.js'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'
import { clockText } from '../terminal/times.js'

@SubCommand({
  name: 'verdicts',
  arguments: '<name>',
  argsDescription: { name: 'name of the job' },
  description: 'Show what was decided about each slot of a job, and why; the newest first',
})
@WithLimit(20)
export class JobsVerdictsCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run([name = '']: string[], options: { before?: Date; limit: number }): Promise<void> {
    const verdicts = await this.installation.catalogue(async ({ definitions, verdicts: store }) => {
      const { name: definitionName } = await definitions.get(name)
      return store.list({ definitionName, ...options })
    })
    this.output.list(
      verdicts,
      [
        { heading: 'SLOT', of: (verdict) => clockText(verdict.slotAt) },
        { heading: 'VERDICT', of: (verdict) => verdict.kind },
        { heading: 'RUN OR REASON', of: runOrReason },
        { heading: 'COALESCED', of: (verdict) => String(verdict.coalescedSlots) },
        { heading: 'DECIDED', of: (verdict) => clockText(verdict.decidedAt) },
        { heading: 'BY', of: (verdict) => verdict.decidedBy },
        { heading: 'ZONE DATA', of: (verdict) => verdict.zoneDataVersion },
      ],
      'Nothing was decided about this job yet.',
    )
  }

  @Option({ flags: '--before <instant>', description: 'only slots before this instant: the next page' })
  before(text: string): Date {
    return instant('--before')(text)
  }

  @Help('after')
  examples(): string {
    return [
      '',
      'Examples:',
      '  director jobs verdicts "Import hosts"',
      '  director jobs verdicts "Import hosts" --before 2026-03-29T02:30:00Z --limit 100',
    ].join('\n')
  }
}

function runOrReason(verdict: Verdict): string {
  if (verdict.kind !== 'queued') return verdict.reason
  return verdict.run === null ? 'run no longer kept' : `run ${verdict.run}`
}
