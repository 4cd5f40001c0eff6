import { Command, CommandRunner, Help, Option } from 'nest-commander'
import { loadExample, type LoadedExample } from '../example/load-example.js'
import { InstallationAccess } from '../installation/installation-access.js'
import { operatorName } from '../installation/operator.js'
import { runForever, type Farewell } from '../running/run-forever.js'
import { productVersion } from '../version.js'
import { followRuns } from './run-follower.js'
import { UpScreen } from './up-screen.js'

@Command({
  name: 'up',
  description: 'Run everything in this process: scheduler, worker and, without DATABASE_URL, the database',
})
export class UpCommand extends CommandRunner {
  constructor(private readonly installation: InstallationAccess) {
    super()
  }

  override async run(_words: string[], options: { example?: boolean }): Promise<void> {
    const settings = await this.installation.settings()
    const screen = new UpScreen(process.stdout)
    try {
      await this.installation.runner(async (runner) => {
        screen.greet(productVersion(), settings)
        if (options.example === true) screen.say(exampleText(await loadExample(runner, operatorName())))
        const leaving = new AbortController()
        const following = followRuns(runner, (sight) => screen.show(sight), leaving.signal)
        const farewell = await runForever(runner, settings)
        leaving.abort()
        await following
        screen.say(farewellText(farewell))
      })
    } finally {
      screen.close()
    }
  }

  @Option({
    flags: '--example',
    description: 'store what is missing of the example in examples/: an inventory of hosts and four jobs',
  })
  example(): boolean {
    return true
  }

  @Help('after')
  examples(): string {
    return [
      '',
      'Exit code: 0 after Ctrl-C or SIGTERM, and when memory passes DIRECTOR_MEMORY_LIMIT_MB; 2 wrong configuration.',
      '',
      'Examples:',
      '  director up',
      '  director up --example',
      '  DIRECTOR_HOME=/srv/director director up --verbose',
    ].join('\n')
  }
}

function exampleText({ objects, sources, rules, jobs }: LoadedExample): string {
  if (objects + sources + rules + jobs === 0) return '  example        there already, left as it is'
  return `  example        stored: ${jobs} jobs, ${sources} import sources, ${rules} sync rules, ${objects} objects`
}

function farewellText(farewell: Farewell): string {
  if (farewell.kind === 'signal')
    return 'Leaving: the run under way finishes first. The data stays; start again to go on.'
  return `Leaving: ${farewell.residentMb} MB are held, more than DIRECTOR_MEMORY_LIMIT_MB allows.`
}
