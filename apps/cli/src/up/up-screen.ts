import type { Run } from '@director/database'
import type { ShownDefinition } from '@director/runs'
import type { Settings } from '@director/settings'
import { hasEnded } from '../running/await-runs.js'
import { RunDisplay } from '../running/run-display.js'
import { factsText } from '../terminal/facts.js'
import { coloursFor } from '../terminal/output.js'
import { distanceText, durationText } from '../terminal/times.js'
import type { Sight } from './run-follower.js'

const COMMANDS_TO_TRY = [
  ['director jobs list', 'all jobs: state, next run, last run'],
  ['director runs list', 'what ran, how it ended, what it did'],
  ['director objects list Host', 'the hosts that were made'],
  ['director config show', 'the rendered configuration'],
  ['director jobs --help', 'define jobs of your own'],
] as const

/** Where `director up` tells what happens. */
export interface Screen {
  greet(version: string, settings: Settings): void
  show(sight: Sight): void
  /** Says something beside the runs. */
  say(text: string): void
  close(): void
}

/** What an operator sees while `director up` runs: where things are, what runs, what it did, when it runs next. */
export class UpScreen implements Screen {
  private readonly display: RunDisplay
  private readonly colours
  private jobs: readonly ShownDefinition[] = []
  private readonly ended = new Set<string>()
  private firstRoundIsOver = false

  constructor(private readonly stream: NodeJS.WriteStream) {
    this.colours = coloursFor(stream)
    this.display = new RunDisplay(stream, (run) => this.nextText(run))
  }

  greet(version: string, settings: Settings): void {
    const { bold } = this.colours
    this.display.say(
      `${bold(`Director Jobs ${version}`)} is up. Ctrl-C lets the run under way finish, then leaves.`,
    )
    this.display.say(
      factsText([
        [
          '  data',
          settings.databaseUrl === undefined ? `${settings.home} (embedded PostgreSQL)` : 'DATABASE_URL',
        ],
        ['  queue', settings.redisUrl === undefined ? 'PostgreSQL' : 'Redis'],
        ['  configuration', settings.icinga.url ?? `${settings.home}/config`],
      ]),
    )
  }

  show({ runs, jobs }: Sight): void {
    this.jobs = jobs
    this.display.show(runs)
    for (const run of runs) if (hasEnded(run)) this.ended.add(run.definitionName)
    const planned = jobs.filter((job) => job.enabled && job.installed && job.quarantinedAt === null)
    if (this.firstRoundIsOver || planned.length === 0 || !planned.every((job) => this.ended.has(job.name)))
      return
    this.firstRoundIsOver = true
    this.tellWhatToTry(planned)
  }

  say(text: string): void {
    this.display.say(text)
  }

  close(): void {
    this.display.close()
  }

  private tellWhatToTry(jobs: readonly ShownDefinition[]): void {
    const { bold, dim, cyan } = this.colours
    const now = new Date()
    const plan = jobs.map(({ name, intervalSeconds, nextRunAt }): [string, string] => {
      const next = nextRunAt === null ? 'when its time period opens' : distanceText(nextRunAt, now)
      return [`  ${name}`, `next run ${next}, every ${durationText(intervalSeconds)}`]
    })
    const commands = COMMANDS_TO_TRY.map(([command, meaning]): [string, string] => [
      `  ${cyan(`npx ${command}`)}`,
      dim(meaning),
    ])
    this.display.say(
      `\n${bold('Every job has run once.')}\n${factsText(plan)}\n\n${bold('Try in another terminal')}\n${factsText(commands)}\n`,
    )
  }

  private nextText(run: Run): string {
    const job = this.jobs.find((candidate) => candidate.id === run.definitionId)
    if (job?.nextRunAt === undefined || job.nextRunAt === null) return ''
    const now = new Date()
    return job.nextRunAt <= now ? 'next: due' : `next ${distanceText(job.nextRunAt, now)}`
  }
}
