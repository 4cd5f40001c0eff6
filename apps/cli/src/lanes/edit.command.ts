import { CommandRunner, Help, Option, SubCommand } from 'nest-commander'
import { wholeNumber } from '../arguments/numbers.js'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'

@SubCommand({
  name: 'edit',
  arguments: '<name>',
  argsDescription: { name: 'lower-case letters, digits and "-"' },
  description: 'Change how many runs of a lane go on at once; workers follow after their next start',
})
export class LanesEditCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run([name = '']: string[], options: { concurrency?: number }): Promise<void> {
    const lane = await this.installation.catalogue(({ lanes }) => lanes.edit(name, options.concurrency))
    this.output.done(lane, `lane "${lane.name}" changed, ${lane.concurrency} at once`)
  }

  @Option({
    flags: '--concurrency <number>',
    description: 'how many of its runs go on at once',
    required: true,
  })
  concurrency(text: string): number {
    return wholeNumber('--concurrency')(text)
  }

  @Help('after')
  examples(): string {
    return ['', 'Examples:', '  director lanes edit network --concurrency 4'].join('\n')
  }
}
