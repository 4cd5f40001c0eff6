import { CommandRunner, Help, Option, SubCommand } from 'nest-commander'
import { WithRevision } from '../arguments/with-options.js'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'
import { listChangeText } from './list-change-text.js'
import { WithListOptions, type ListOptions } from './with-list-options.js'
import { writtenList } from './written-list.js'

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
@WithRevision('list')
@WithListOptions('file with all entries')
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

  @Option({ flags: '--rename <name>', description: 'a new name; refused while import sources use the list' })
  rename(name: string): string {
    return name
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
