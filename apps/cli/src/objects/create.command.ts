import { CommandRunner, Help, Option, SubCommand } from 'nest-commander'
import { readText } from '../arguments/definition-file.js'
import { WithFile } from '../arguments/with-options.js'
import { InstallationAccess } from '../installation/installation-access.js'
import { operatorName } from '../installation/operator.js'
import { Output } from '../terminal/output.js'

@SubCommand({
  name: 'create',
  description: 'Store the objects of a file: one, a list, or several YAML documents; all or none',
})
@WithFile()
export class ObjectsCreateCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run(_words: string[], options: { file: string; replace?: boolean }): Promise<void> {
    const { readObjectFile } = await import('@director/objects')
    const written = readObjectFile(readText(options.file), options.file)
    const author = { author: operatorName() }
    const saved = await this.installation.catalogue(async ({ objects }) => {
      if (options.replace === true || written.length > 1) return objects.save(written, author)
      await objects.create(Object(written[0]), author)
      return { created: 1, changed: 0, unchanged: 0 }
    })
    const { created, changed, unchanged } = saved
    this.output.done(saved, `${created} created, ${changed} changed, ${unchanged} unchanged`)
  }

  @Option({ flags: '--replace', description: 'objects that exist are replaced' })
  replace(): boolean {
    return true
  }

  @Help('after')
  examples(): string {
    return [
      '',
      'Examples:',
      '  director objects create -f host.yaml',
      '  director objects create -f all-objects.yaml --replace',
    ].join('\n')
  }
}
