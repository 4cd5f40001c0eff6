import { CommandRunner, Help, SubCommand } from 'nest-commander'
import { readDefinitionFile } from '../arguments/definition-file.js'
import { WithFile } from '../arguments/with-options.js'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'
import { withWarnings } from './source-warnings.js'

@SubCommand({
  name: 'edit',
  arguments: '<name>',
  argsDescription: { name: 'name of the import source' },
  description: 'Change the fields that are in a file; the others stay',
})
@WithFile()
export class ImportsEditCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run([name = '']: string[], options: { file: string }): Promise<void> {
    const fields = readDefinitionFile(options.file)
    const [source, warnings] = await this.installation.catalogue(async ({ sources, sourceWarnings }) => {
      const edited = await sources.edit(name, fields)
      return [edited, await sourceWarnings.about(edited)] as const
    })
    const sentence = `import source "${source.name}" changed, now revision ${source.revision}`
    this.output.done({ ...source, warnings }, withWarnings(sentence, warnings, this.output))
  }

  @Help('after')
  examples(): string {
    return [
      '',
      'Examples:',
      '  director imports edit cmdb -f changes.yaml',
      '  director imports show cmdb | sed s/csv/CSV/ | director imports edit cmdb -f -',
    ].join('\n')
  }
}
