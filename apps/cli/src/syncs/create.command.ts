import { CommandRunner, Help, SubCommand } from 'nest-commander'
import { readDefinitionFile } from '../arguments/definition-file.js'
import { WithFile } from '../arguments/with-options.js'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'

@SubCommand({
  name: 'create',
  description: 'Define a sync rule from a file',
})
@WithFile()
export class SyncsCreateCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run(_words: string[], options: { file: string }): Promise<void> {
    const fields = readDefinitionFile(options.file)
    const rule = await this.installation.catalogue(({ rules }) => rules.create(fields))
    this.output.done(rule, `sync rule "${rule.name}" created`)
  }

  @Help('after')
  examples(): string {
    return ['', 'Examples:', '  director syncs create -f hosts.yaml'].join('\n')
  }
}
