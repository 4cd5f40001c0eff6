import { CommandRunner, Help, Option, SubCommand } from 'nest-commander'
import { AppError } from '@director/errors'
import { InstallationAccess } from '../installation/installation-access.js'
import { factsText } from '../terminal/facts.js'
import { Output } from '../terminal/output.js'
import { clockText } from '../terminal/times.js'

@SubCommand({
  name: 'show',
  arguments: '[checksum]',
  argsDescription: { checksum: 'a checksum or its beginning (default: the newest)' },
  description: 'Show a stored configuration: its files, or the text of one',
})
export class ConfigShowCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run([checksum]: string[], options: { file?: string }): Promise<void> {
    const shown = await this.installation.catalogue(({ configurations }) => configurations.get(checksum))
    const { files, ...configuration } = shown
    if (options.file !== undefined) {
      const file = files.find(({ path }) => path === options.file)
      if (file === undefined)
        throw noSuchFile(
          options.file,
          files.map(({ path }) => path),
        )
      return this.output.result(file, () => file.content.trimEnd())
    }
    const sized = files.map((file) => ({
      path: file.path,
      checksum: file.checksum,
      sizeBytes: Buffer.byteLength(file.content),
    }))
    this.output.result({ ...configuration, files: sized }, () => {
      const facts = factsText([
        ['Checksum', configuration.checksum],
        ['Rendered', clockText(configuration.renderedAt)],
        ['Objects', String(configuration.objectCount)],
      ])
      const table = this.output.table(sized, [
        { heading: 'FILE', of: (file) => file.path },
        { heading: 'BYTES', of: (file) => String(file.sizeBytes) },
        { heading: 'CHECKSUM', of: (file) => file.checksum.slice(0, 10) },
      ])
      return sized.length === 0 ? facts : `${facts}\n\n${table}`
    })
  }

  @Option({ flags: '--file <path>', description: 'print this file' })
  file(path: string): string {
    return path
  }

  @Help('after')
  examples(): string {
    return [
      '',
      'Examples:',
      '  director config show',
      '  director config show 3f9a --file zones.d/master/hosts.conf',
    ].join('\n')
  }
}

function noSuchFile(path: string, paths: readonly string[]): AppError {
  return new AppError('config.no-such-file', `the configuration has no file "${path}"`, {
    expected: `one of ${paths.join(', ') || '(it has no files)'}`,
  })
}
