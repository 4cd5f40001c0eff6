import { CommandRunner, Help, Option, SubCommand } from 'nest-commander'
import { InstallationAccess } from '../installation/installation-access.js'
import { jobText, jobYaml } from '../texts/job-text.js'
import { Output } from '../terminal/output.js'
import { runColumns } from '../texts/run-columns.js'
import { switchText } from '../texts/switch-text.js'

const LATEST_RUNS = 5

@SubCommand({
  name: 'show',
  arguments: '<name>',
  argsDescription: { name: 'name of the job' },
  description: 'Show one job with its settings and latest runs',
})
export class JobsShowCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run([name = '']: string[], options: { yaml?: boolean }): Promise<void> {
    const shown = await this.installation.catalogue(async ({ definitions, history, jobSwitch }) => {
      const job = await definitions.get(name)
      const latestRuns = await history.list({ definitionName: name, limit: LATEST_RUNS })
      return { job, latestRuns, stopped: switchText(await jobSwitch.state()) }
    })
    if (options.yaml === true) return this.output.line(jobYaml(shown.job))
    const now = new Date()
    this.output.result({ ...shown.job, latestRuns: shown.latestRuns }, () => {
      const text = jobText(shown.job, this.output.colours, now, shown.stopped)
      if (shown.latestRuns.length === 0) return `${text}\n${this.output.colours.bold('No runs yet')}`
      return `${text}\n\n${this.output.table(shown.latestRuns, runColumns(now))}`
    })
  }

  @Option({
    flags: '--yaml',
    description: 'the fields you write, ready for `jobs create -f` and `jobs edit -f`',
  })
  yaml(): boolean {
    return true
  }

  @Help('after')
  examples(): string {
    return [
      '',
      'Examples:',
      '  director jobs show "Import hosts"',
      '  director jobs show "Import hosts" --yaml > import-hosts.yaml',
    ].join('\n')
  }
}
