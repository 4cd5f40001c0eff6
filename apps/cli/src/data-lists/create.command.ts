import { CommandRunner, Help, Option, SubCommand } from 'nest-commander'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'
import { entriesText } from './list-change-text.js'
import { writtenList, type ListOptions } from './written-list.js'

@SubCommand({
  name: 'create',
  arguments: '[name]',
  argsDescription: { name: 'name of the data list; needed when no file names it' },
  description: 'Make a data list from a file, from a table of entries, or an empty one',
})
export class DataListsCreateCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run([name]: string[], options: ListOptions): Promise<void> {
    const fields = await writtenList(options)
    const list = await this.installation.catalogue(({ dataLists }) =>
      dataLists.create(name === undefined ? fields : { ...fields, name }),
    )
    this.output.done(list, `data list "${list.name}" created, ${entriesText(list.entryCount)}`)
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
    description: 'file with the entries: CSV (.csv, .tsv), YAML or JSON',
  })
  entries(path: string): string {
    return path
  }

  @Option({ flags: '--description <text>', description: 'what the list is for' })
  description(text: string): string {
    return text
  }

  @Help('after')
  examples(): string {
    return [
      '',
      'Examples:',
      '  director data-lists create -f sites.yaml',
      '  director data-lists create sites --entries sites.csv --description "Where hosts stand"',
    ].join('\n')
  }
}
