import { CommandRunner, Help, Option, SubCommand } from 'nest-commander'
import { readDefinitionFile } from '../arguments/definition-file.js'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'

@SubCommand({
  name: 'create',
  description: 'Define an import source from a file',
})
export class ImportsCreateCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run(_words: string[], options: { file: string }): Promise<void> {
    const fields = readDefinitionFile(options.file)
    const source = await this.installation.catalogue(({ sources }) => sources.create(fields))
    this.output.done(source, `import source "${source.name}" created`)
  }

  @Option({
    flags: '-f, --file <path>',
    description: 'YAML or JSON file; - reads standard input',
    required: true,
  })
  file(path: string): string {
    return path
  }

  @Help('after')
  examples(): string {
    return ['', 'Examples:', '  director imports create -f cmdb.yaml'].join('\n')
  }
}
