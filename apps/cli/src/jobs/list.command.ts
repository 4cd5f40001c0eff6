import type { Run } from '@director/database'
import type { ShownDefinition } from '@director/runs'
import { CommandRunner, Help, SubCommand } from 'nest-commander'
import type { Catalogue } from '../installation/catalogue.js'
import { InstallationAccess } from '../installation/installation-access.js'
import { jobState } from '../texts/job-text.js'
import { Output } from '../terminal/output.js'
import { runStateText } from '../texts/run-text.js'
import { switchText } from '../texts/switch-text.js'
import type { Column } from '../terminal/table.js'
import { distanceText, durationText } from '../terminal/times.js'

const NO_JOBS = 'No jobs yet. `director jobs types` shows what can be run.'

type ListedJob = ShownDefinition & { readonly lastRun: Run | null }

@SubCommand({ name: 'list', description: 'Show all jobs: state, next run, last run' })
export class JobsListCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run(): Promise<void> {
    const { jobs, stopped } = await this.installation.catalogue(listed)
    this.output.result(jobs, () => {
      if (jobs.length === 0) return NO_JOBS
      const table = this.output.table(jobs, columns(new Date(), stopped !== undefined))
      return stopped === undefined ? table : `${this.output.colours.red(stopped)}\n${table}`
    })
  }

  @Help('after')
  examples(): string {
    return ['', 'Examples:', '  director jobs list', "  director jobs list --json | jq '.[].name'"].join('\n')
  }
}

async function listed({ definitions, history, jobSwitch }: Catalogue) {
  const [defined, latest, switchState] = await Promise.all([
    definitions.list(),
    history.latestByDefinition(),
    jobSwitch.state(),
  ])
  const jobs = defined.map((job): ListedJob => ({ ...job, lastRun: latest.get(job.id) ?? null }))
  return { jobs, stopped: switchText(switchState) }
}

function columns(now: Date, stopped: boolean): readonly Column<ListedJob>[] {
  return [
    { heading: 'NAME', of: (job) => job.name },
    { heading: 'TYPE', of: (job) => job.type },
    { heading: 'STATE', of: (job, colours) => jobState(job, colours) },
    { heading: 'INTERVAL', of: (job) => durationText(job.intervalSeconds) },
    { heading: 'PERIOD', of: (job) => job.timePeriod ?? '-' },
    {
      heading: 'NEXT RUN',
      of: (job) => (job.nextRunAt === null || stopped ? '-' : nextRun(job.nextRunAt, now)),
    },
    {
      heading: 'LAST RUN',
      of: (job, colours) => (job.lastRun === null ? '-' : lastRun(job.lastRun, now, colours)),
    },
  ]
}

function nextRun(at: Date, now: Date): string {
  return at <= now ? 'due' : distanceText(at, now)
}

function lastRun(run: Run, now: Date, colours: Parameters<typeof runStateText>[1]): string {
  return `${runStateText(run.state, colours)} ${distanceText(run.finishedAt ?? run.startedAt ?? run.queuedAt, now)}`
}
