import { CommandRunner, Help, SubCommand } from 'nest-commander'
import { readDefinitionFile } from '../arguments/definition-file.js'
import { WithFile } from '../arguments/with-options.js'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'
import { withWarnings } from './source-warnings.js'

@SubCommand({
  name: 'create',
  description: 'Define an import source from a file',
})
@WithFile()
export class ImportsCreateCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run(_words: string[], options: { file: string }): Promise<void> {
    const fields = readDefinitionFile(options.file)
    const [source, warnings] = await this.installation.catalogue(async ({ sources, sourceWarnings }) => {
      const created = await sources.create(fields)
      return [created, await sourceWarnings.about(created)] as const
    })
    const sentence = `import source "${source.name}" created`
    this.output.done({ ...source, warnings }, withWarnings(sentence, warnings, this.output))
  }

  @Help('after')
  examples(): string {
    return ['', 'Examples:', '  director imports create -f cmdb.yaml'].join('\n')
  }
}
