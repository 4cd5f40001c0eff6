import { AppError, nearestName } from '@director/errors'
import type { RunFilter, RunState } from '@director/database'
import { CommandRunner, Help, Option, SubCommand } from 'nest-commander'
import { wholeNumber } from '../arguments/numbers.js'
import { WithLimit } from '../arguments/with-options.js'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'
import { runColumns } from '../texts/run-columns.js'

const STATES = [
  'queued',
  'running',
  'succeeded',
  'failed',
  'cancelled',
  'timed-out',
  'lost',
  'skipped',
] as const satisfies readonly RunState[]

interface ListOptions {
  readonly job?: string
  readonly state?: readonly RunState[]
  readonly before?: number
  readonly limit: number
}

@SubCommand({ name: 'list', description: 'Show runs, the newest first' })
@WithLimit(20)
export class RunsListCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run(_words: string[], options: ListOptions): Promise<void> {
    const filter: RunFilter = {
      ...(options.job === undefined ? {} : { definitionName: options.job }),
      ...(options.state === undefined ? {} : { states: options.state }),
      ...(options.before === undefined ? {} : { before: options.before }),
      limit: options.limit,
    }
    const runs = await this.installation.catalogue(({ history }) => history.list(filter))
    this.output.list(runs, runColumns(new Date()), 'No runs.')
  }

  @Option({ flags: '--job <name>', description: 'only runs of this job' })
  job(name: string): string {
    return name
  }

  @Option({
    flags: '--state <states>',
    description: `only these states, separated by commas: ${STATES.join(', ')}`,
  })
  state(text: string): readonly RunState[] {
    return text.split(',').map((word) => runState(word.trim()))
  }

  @Option({ flags: '--before <run>', description: 'only runs with a smaller number: the next page' })
  before(text: string): number {
    return wholeNumber('--before')(text)
  }

  @Help('after')
  examples(): string {
    return [
      '',
      'Examples:',
      '  director runs list --job "Import hosts"',
      '  director runs list --state failed,lost --limit 100',
    ].join('\n')
  }
}

function runState(word: string): RunState {
  const found = STATES.find((state) => state === word)
  if (found !== undefined) return found
  const nearest = nearestName(word, STATES)
  throw new AppError('usage.unknown-state', '--state: the value is not usable', {
    expected: nearest === undefined ? `one of ${STATES.join(', ')}` : `"${nearest}"?`,
    received: `"${word}"`,
  })
}
