import { CommandRunner, Help, SubCommand } from 'nest-commander'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'

@SubCommand({
  name: 'disable',
  arguments: '<names...>',
  argsDescription: { names: 'names of jobs' },
  description: 'Stop planning a job; a run under way goes on',
})
export class JobsDisableCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run(names: string[]): Promise<void> {
    await this.installation.catalogue(async ({ definitions }) => {
      for (const name of names) await definitions.get(name)
      for (const name of names) await definitions.disable(name)
    })
    this.output.done({ disabled: names }, `${names.map((name) => `"${name}"`).join(', ')} disabled`)
  }

  @Help('after')
  examples(): string {
    return [
      '',
      'Examples:',
      '  director jobs disable "Import hosts"',
      '  director jobs disable "Import hosts" Deploy',
    ].join('\n')
  }
}
