import { Command, CommandRunner, Help, Option } from 'nest-commander'
import { loadExample, type LoadedExample } from '../example/load-example.js'
import { InstallationAccess } from '../installation/installation-access.js'
import { operatorName } from '../installation/operator.js'
import { runForever, type Farewell } from '../running/run-forever.js'
import { untilIdle } from '../running/until-idle.js'
import { countText } from '../terminal/facts.js'
import { Output } from '../terminal/output.js'
import { productVersion } from '../version.js'
import { JsonScreen } from './json-screen.js'
import { followRuns } from './run-follower.js'
import { UpScreen } from './up-screen.js'

@Command({
  name: 'up',
  description: 'Run everything in this process: scheduler, worker and, without DATABASE_URL, the database',
})
export class UpCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run(_words: string[], options: { example?: boolean }): Promise<void> {
    const settings = await this.installation.settings()
    const screen = this.output.isJson
      ? new JsonScreen((line) => this.output.line(line))
      : new UpScreen(process.stdout)
    try {
      await this.installation.runner(async (runner) => {
        screen.greet(productVersion(), settings)
        if (options.example === true) screen.say(exampleText(await loadExample(runner, operatorName())))
        const leaving = new AbortController()
        const following = followRuns(runner, (sight) => screen.show(sight), leaving.signal)
        const farewell = await runForever(runner, settings)
        screen.say(farewellText(farewell, runner.worker.isIdle))
        await untilIdle(runner.worker)
        leaving.abort()
        await following
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
      'With --json every run that ended is one line of JSON on standard output.',
      '',
      'Examples:',
      '  director up',
      '  director up --example',
      '  DIRECTOR_HOME=/srv/director director up --verbose',
    ].join('\n')
  }
}

function exampleText({ objects, dataLists, sources, rules, jobs }: LoadedExample): string {
  if (objects + dataLists + sources + rules + jobs === 0)
    return '  example        there already, left as it is'
  const stored = [
    countText(jobs, 'job'),
    countText(sources, 'import source'),
    countText(dataLists, 'data list'),
    countText(rules, 'sync rule'),
    countText(objects, 'object'),
  ]
  return `  example        stored: ${stored.join(', ')}`
}

function farewellText(farewell: Farewell, isIdle: boolean): string {
  if (farewell.kind === 'signal') {
    const first = isIdle ? 'Leaving.' : 'Leaving: the run under way finishes first.'
    return `${first} The data stays; start again to go on.`
  }
  return `Leaving: ${farewell.residentMb} MB are held, more than DIRECTOR_MEMORY_LIMIT_MB allows.`
}
