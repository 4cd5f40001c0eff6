import type { Run } from '@director/database'
import { Logger } from '@nestjs/common'
import { CommandRunner, Help, Option, SubCommand } from 'nest-commander'
import { InstallationAccess } from '../installation/installation-access.js'
import { hasEnded } from '../running/await-runs.js'
import { RunDisplay } from '../running/run-display.js'
import { runForever } from '../running/run-forever.js'
import { refuseFailedRuns, runOnce } from '../running/run-once.js'
import { Output } from '../terminal/output.js'

const FOREVER = 'forever'

@SubCommand({
  name: 'run',
  arguments: '[names...]',
  argsDescription: { names: 'jobs to run now; without names everything that is due; "forever" for a daemon' },
  description: 'Run what is due, once; or the named jobs now; or everything, for ever',
})
export class JobsRunCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run(names: string[], options: { forever?: boolean }): Promise<void> {
    const isForever = options.forever === true || (names.length === 1 && names[0] === FOREVER)
    return isForever ? this.runForever() : this.runOnce(names)
  }

  @Option({ flags: '--forever', description: 'go on as a daemon, like `jobs run forever`' })
  forever(): boolean {
    return true
  }

  @Help('after')
  examples(): string {
    return [
      '',
      'Exit code: 0 every run succeeded, 1 a run did not, 2 wrong usage or configuration.',
      'A daemon leaves with 0 after SIGTERM, or when it holds more than DIRECTOR_MEMORY_LIMIT_MB.',
      '',
      'Examples:',
      '  director jobs run',
      '  director jobs run "Import hosts" "Sync hosts"',
      '  director jobs run forever --verbose',
    ].join('\n')
  }

  private async runOnce(names: readonly string[]): Promise<void> {
    const display = new RunDisplay(process.stdout)
    const runs = await this.installation.runner((runner) =>
      runOnce(runner, names, (seen) => (this.output.isJson ? undefined : display.show(seen))),
    )
    display.close()
    if (this.output.isJson) this.output.line(JSON.stringify(runs, null, 2))
    else if (runs.length === 0) this.output.line('Nothing is due.')
    else for (const run of runs) if (!hasEnded(run)) this.output.line(goesOnText(run))
    refuseFailedRuns(runs)
  }

  private async runForever(): Promise<void> {
    const settings = await this.installation.settings()
    const log = new Logger('director')
    await this.installation.runner(async (runner) => {
      log.log('daemon started')
      const farewell = await runForever(runner, settings)
      if (farewell.kind === 'signal') log.log('daemon stops: signal received, runs under way finish first')
      else
        log.log('daemon leaves: memory limit passed', {
          residentMb: farewell.residentMb,
          limitMb: settings.memoryLimitMb,
        })
    }, 'info')
  }
}

// Nobody waits for it here any more; whoever has it, or takes it next, carries it out.
function goesOnText({ number, state }: Run): string {
  const what = state === 'running' ? 'goes on' : 'waits in the queue'
  return `run ${number} ${what}; director runs logs ${number} --follow`
}
