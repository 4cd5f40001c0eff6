import { CommandRunner, Help, Option, SubCommand } from 'nest-commander'
import { wholeNumber } from '../arguments/numbers.js'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'

@SubCommand({
  name: 'create',
  arguments: '<name>',
  argsDescription: { name: 'lower-case letters, digits and "-"' },
  description: 'Add a lane; workers serve it after their next start',
})
export class LanesCreateCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run([name = '']: string[], options: { concurrency?: number }): Promise<void> {
    const lane = await this.installation.catalogue(({ lanes }) => lanes.create({ name, ...options }))
    this.output.done(lane, `lane "${lane.name}" created, ${lane.concurrency} at once`)
  }

  @Option({ flags: '--concurrency <number>', description: 'how many of its runs go on at once (default: 1)' })
  concurrency(text: string): number {
    return wholeNumber('--concurrency')(text)
  }

  @Help('after')
  examples(): string {
    return ['', 'Examples:', '  director lanes create network --concurrency 4'].join('\n')
  }
}
