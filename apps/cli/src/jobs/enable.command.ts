import { CommandRunner, Help, SubCommand } from 'nest-commander'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'

@SubCommand({
  name: 'enable',
  arguments: '<names...>',
  argsDescription: { names: 'names of jobs' },
  description: 'Plan a job again; ends its quarantine',
})
export class JobsEnableCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run(names: string[]): Promise<void> {
    await this.installation.catalogue(async ({ definitions }) => {
      for (const name of names) await definitions.get(name)
      for (const name of names) await definitions.enable(name)
    })
    this.output.done({ enabled: names }, `${names.map((name) => `"${name}"`).join(', ')} enabled`)
  }

  @Help('after')
  examples(): string {
    return [
      '',
      'Examples:',
      '  director jobs enable "Import hosts"',
      '  director jobs enable "Import hosts" Deploy',
    ].join('\n')
  }
}
