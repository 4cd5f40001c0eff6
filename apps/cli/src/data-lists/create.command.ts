import { CommandRunner, Help, SubCommand } from 'nest-commander'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'
import { entriesText } from './list-change-text.js'
import { WithListOptions, type ListOptions } from './with-list-options.js'
import { writtenList } from './written-list.js'

@SubCommand({
  name: 'create',
  arguments: '[name]',
  argsDescription: { name: 'name of the data list; needed when no file names it' },
  description: 'Make a data list from a file, from a table of entries, or an empty one',
})
@WithListOptions('file with the entries')
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
