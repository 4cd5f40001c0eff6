import { AppError } from '@director/errors'
import { CommandRunner, Help, Option, SubCommand } from 'nest-commander'
import { readDefinitionFile } from '../arguments/definition-file.js'
import { wholeNumber } from '../arguments/numbers.js'
import { InstallationAccess } from '../installation/installation-access.js'
import { commandLog } from '../running/command-log.js'
import { untilInterrupted } from '../running/until-interrupted.js'
import { RunsFailed } from '../terminal/failure.js'
import { Output } from '../terminal/output.js'
import { jsonValue } from '../terminal/value-text.js'
import { previewText } from './preview-text.js'

@SubCommand({
  name: 'preview',
  arguments: '[name]',
  argsDescription: { name: 'name of the import source; left out: the one in the file' },
  description: 'Read the first rows of a source and show what its modifiers make of them; nothing is stored',
})
export class ImportsPreviewCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run([name]: string[], options: { rows?: number; file?: string }): Promise<void> {
    const written = options.file === undefined ? undefined : readDefinitionFile(options.file)
    if (name === undefined && written === undefined) throw incomplete()
    const log = commandLog(await this.installation.logger('warn'))
    const shown = await untilInterrupted((signal) =>
      this.installation.catalogue(({ preview }) => {
        const reading = { rows: options.rows, signal, log }
        if (written !== undefined) return preview.previewDraft(written, reading, name)
        return preview.preview(name ?? '', reading)
      }),
    )
    this.output.result(jsonValue(shown), () => previewText(shown, this.output.colours))
    if (shown.failure !== undefined) throw new RunsFailed('the source failed')
  }

  @Option({ flags: '--rows <number>', description: 'at most so many (default: 10, at most 1000)' })
  rows(text: string): number {
    return wholeNumber('--rows')(text)
  }

  @Option({
    flags: '-f, --file <path>',
    description:
      'a definition that is not stored yet, or changes of the named source; - reads standard input',
  })
  file(path: string): string {
    return path
  }

  @Help('after')
  examples(): string {
    return [
      '',
      'Exit code: 0 the rows were read, 1 the source failed behind some rows, 2 it gave none.',
      '',
      'Examples:',
      '  director imports preview cmdb',
      '  director imports preview cmdb --rows 3 --json',
      '  director imports preview -f cmdb.yaml',
    ].join('\n')
  }
}

function incomplete(): AppError {
  return new AppError('usage.incomplete', 'imports preview: NAME is missing', {
    expected: 'the name of an import source, or a definition with -f',
    remedy: '`director imports preview --help` shows an example',
  })
}
