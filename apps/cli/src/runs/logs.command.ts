import { setTimeout as pause } from 'node:timers/promises'
import type { RunLogLine } from '@director/database'
import { CommandRunner, Help, Option, SubCommand } from 'nest-commander'
import type { Catalogue } from '../installation/catalogue.js'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'
import { clockText } from '../terminal/times.js'
import { existingRun } from './existing-run.js'

/** How often a followed log is read again. */
const FOLLOW_MS = 500
const UNFINISHED = ['queued', 'running']

@SubCommand({
  name: 'logs',
  arguments: '<run>',
  argsDescription: { run: 'number or id of the run' },
  description: 'Show the log of a run',
})
export class RunsLogsCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run([wanted = '']: string[], options: { follow?: boolean }): Promise<void> {
    await this.installation.catalogue(async (catalogue) => {
      let last = 0
      for (;;) {
        // The state is read before the lines: a run that has ended by now has no lines to come.
        const run = await existingRun(catalogue.history, wanted)
        last = await this.printAfter(catalogue, run.id, last)
        if (options.follow !== true || !UNFINISHED.includes(run.state)) return
        await pause(FOLLOW_MS)
      }
    })
  }

  @Option({ flags: '--follow', description: 'go on until the run has ended' })
  follow(): boolean {
    return true
  }

  @Help('after')
  examples(): string {
    return ['', 'Examples:', '  director runs logs 17', '  director runs logs 17 --follow'].join('\n')
  }

  private async printAfter(catalogue: Catalogue, runId: string, after: number): Promise<number> {
    let last = after
    for (;;) {
      const lines = await catalogue.logs.read(runId, last)
      for (const line of lines) this.output.line(this.output.isJson ? JSON.stringify(line) : this.text(line))
      last = lines.at(-1)?.number ?? last
      if (lines.length === 0) return last
    }
  }

  private text(line: RunLogLine): string {
    const { dim, green, yellow, red } = this.output.colours
    const paint = { debug: dim, info: green, warn: yellow, error: red }[line.level]
    const facts = Object.entries(line.fields ?? {}).map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    const words = [dim(clockText(line.at)), paint(line.level.padEnd(5)), line.message, dim(facts.join(' '))]
    return words.filter((word) => word !== '').join(' ')
  }
}
