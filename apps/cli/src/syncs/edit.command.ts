import { CommandRunner, Help, SubCommand } from 'nest-commander'
import { readDefinitionFile } from '../arguments/definition-file.js'
import { WithFile } from '../arguments/with-options.js'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'

@SubCommand({
  name: 'edit',
  arguments: '<name>',
  argsDescription: { name: 'name of the sync rule' },
  description: 'Change the fields that are in a file; the others stay',
})
@WithFile()
export class SyncsEditCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run([name = '']: string[], options: { file: string }): Promise<void> {
    const fields = readDefinitionFile(options.file)
    const rule = await this.installation.catalogue(({ rules }) => rules.edit(name, fields))
    this.output.done(rule, `sync rule "${rule.name}" changed, now revision ${rule.revision}`)
  }

  @Help('after')
  examples(): string {
    return [
      '',
      'Examples:',
      '  director syncs edit hosts -f changes.yaml',
      '  director syncs show hosts | sed s/csv/CSV/ | director syncs edit hosts -f -',
    ].join('\n')
  }
}
