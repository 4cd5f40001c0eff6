import { CommandRunner, Help, SubCommand } from 'nest-commander'
import { WithChecksum } from '../arguments/with-options.js'
import { InstallationAccess } from '../installation/installation-access.js'
import { operatorName } from '../installation/operator.js'
import { Output } from '../terminal/output.js'

@WithChecksum()
@SubCommand({
  name: 'reject',
  arguments: '<name>',
  argsDescription: { name: 'name of the import source' },
  description: 'Drop the rows that a guard held; what is stored stays',
})
export class ImportsRejectCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run([name = '']: string[], options: { checksum?: string }): Promise<void> {
    const wanted = options.checksum === undefined ? {} : { checksum: options.checksum }
    const rejected = await this.installation.catalogue(({ approval }) =>
      approval.reject(name, { by: operatorName(), ...wanted }),
    )
    this.output.done(rejected, `held import of "${name}" dropped; the stored rows stay`)
  }

  @Help('after')
  examples(): string {
    return ['', 'Examples:', '  director imports reject cmdb'].join('\n')
  }
}
