import { CommandRunner, Help, SubCommand } from 'nest-commander'
import { WithChecksum } from '../arguments/with-options.js'
import { InstallationAccess } from '../installation/installation-access.js'
import { operatorName } from '../installation/operator.js'
import { untilInterrupted } from '../running/until-interrupted.js'
import { Output } from '../terminal/output.js'

@WithChecksum()
@SubCommand({
  name: 'approve',
  arguments: '<name>',
  argsDescription: { name: 'name of the import source' },
  description: 'Apply exactly the rows that a guard held',
})
export class ImportsApproveCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run([name = '']: string[], options: { checksum?: string }): Promise<void> {
    const wanted = options.checksum === undefined ? {} : { checksum: options.checksum }
    const approved = await untilInterrupted((signal) =>
      this.installation.catalogue(({ approval }) =>
        approval.approve(name, { by: operatorName(), signal, ...wanted }),
      ),
    )
    const { created, changed, removed, importRunId } = approved
    const figures = `${created} created, ${changed} changed, ${removed} removed`
    this.output.done(approved, `held import of "${name}" applied as import ${importRunId}: ${figures}`)
  }

  @Help('after')
  examples(): string {
    return [
      '',
      'Look at it first: director imports diff NAME --held',
      '',
      'Examples:',
      '  director imports approve cmdb',
      '  director imports approve cmdb --checksum 0c6b1f0e8a2d4c55b7f3a91e6d20c4b8',
    ].join('\n')
  }
}
