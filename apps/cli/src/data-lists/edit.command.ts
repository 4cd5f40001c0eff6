import { CommandRunner, Help, Option, SubCommand } from 'nest-commander'
import { wholeNumber } from '../arguments/numbers.js'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'
import { listChangeText } from './list-change-text.js'
import { writtenList, type ListOptions } from './written-list.js'

interface EditOptions extends ListOptions {
  readonly rename?: string
  readonly revision?: number
}

@SubCommand({
  name: 'edit',
  arguments: '<name>',
  argsDescription: { name: 'name of the data list' },
  description: 'Change what is written; entries replace all entries of the list',
})
export class DataListsEditCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run([name = '']: string[], options: EditOptions): Promise<void> {
    const fields = await writtenList(options)
    const written = options.rename === undefined ? fields : { ...fields, name: options.rename }
    const list = await this.installation.catalogue(({ dataLists }) =>
      dataLists.edit(name, written, options.revision),
    )
    this.output.done(list, listChangeText(list))
  }

  @Option({
    flags: '-f, --file <path>',
    description: 'YAML or JSON file with the fields; - reads standard input',
  })
  file(path: string): string {
    return path
  }

  @Option({
    flags: '--entries <path>',
    description: 'file with all entries: CSV (.csv, .tsv), YAML or JSON',
  })
  entries(path: string): string {
    return path
  }

  @Option({ flags: '--description <text>', description: 'what the list is for' })
  description(text: string): string {
    return text
  }

  @Option({ flags: '--rename <name>', description: 'a new name; refused while import sources use the list' })
  rename(name: string): string {
    return name
  }

  @Option({ flags: '--revision <number>', description: 'refuse when the list has another revision by now' })
  revision(text: string): number {
    return wholeNumber('--revision')(text)
  }

  @Help('after')
  examples(): string {
    return [
      '',
      'Examples:',
      '  director data-lists edit sites --entries sites.csv',
      '  director data-lists show sites | sed s/Bonn/Berlin/ | director data-lists edit sites -f -',
    ].join('\n')
  }
}
