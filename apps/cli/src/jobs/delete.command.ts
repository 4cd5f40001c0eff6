import { CommandRunner, Help, SubCommand } from 'nest-commander'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'

@SubCommand({
  name: 'delete',
  arguments: '<names...>',
  argsDescription: { names: 'names of jobs' },
  description: 'Delete jobs; their runs stay in the history',
})
export class JobsDeleteCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run(names: string[]): Promise<void> {
    await this.installation.catalogue(async ({ definitions }) => {
      for (const name of names) await definitions.get(name)
      for (const name of names) await definitions.delete(name)
    })
    this.output.done({ deleted: names }, `${names.map((name) => `"${name}"`).join(', ')} deleted`)
  }

  @Help('after')
  examples(): string {
    return [
      '',
      'Examples:',
      '  director jobs delete "Import hosts"',
      '  director jobs delete "Import hosts" Deploy',
    ].join('\n')
  }
}
