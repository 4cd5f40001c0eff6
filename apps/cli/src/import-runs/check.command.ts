import { CommandRunner, Help, Option, SubCommand } from 'nest-commander'
import { InstallationAccess } from '../installation/installation-access.js'
import { ChangesFound } from '../terminal/failure.js'
import { Output } from '../terminal/output.js'

@SubCommand({
  name: 'check',
  arguments: '<names...>',
  argsDescription: { names: 'names of import sources' },
  description: 'Tell what an import would change; nothing is stored',
})
export class ImportsCheckCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run(names: string[], options: { exitCode?: boolean }): Promise<void> {
    const { importNamed, wouldChange } = await import('./import-named.js')
    const ended = await importNamed(this.installation, this.output, names, true)
    if (options.exitCode === true && ended.some(wouldChange)) throw new ChangesFound('something would change')
  }

  @Option({ flags: '--exit-code', description: 'end with 3 when something would change' })
  exitCode(): boolean {
    return true
  }

  @Help('after')
  examples(): string {
    return [
      '',
      'Exit code: 0 every source could be read, 1 one failed, 2 wrong usage or configuration;',
      'with --exit-code 0 means that nothing would change, 3 that something would.',
      '',
      'Examples:',
      '  director imports check cmdb',
      '  director imports check cmdb ldap-users --exit-code',
    ].join('\n')
  }
}
