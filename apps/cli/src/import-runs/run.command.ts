import { CommandRunner, Help, SubCommand } from 'nest-commander'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'

@SubCommand({
  name: 'run',
  arguments: '<names...>',
  argsDescription: { names: 'names of import sources' },
  description: 'Import sources now, in this process; no daemon is needed',
})
export class ImportsRunCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run(names: string[]): Promise<void> {
    const { importNamed } = await import('./import-named.js')
    await importNamed(this.installation, this.output, names, false)
  }

  @Help('after')
  examples(): string {
    return [
      '',
      'Ctrl-C stops the import; nothing of it is stored.',
      'Exit code: 0 every source was imported, 1 one failed or is held, 2 wrong usage or configuration.',
      '',
      'Examples:',
      '  director imports run cmdb',
      '  director imports run cmdb ldap-users --json',
    ].join('\n')
  }
}
