import { CommandRunner, Help, SubCommand } from 'nest-commander'
import { WithRevision } from '../arguments/with-options.js'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'
import { listChangeText } from './list-change-text.js'

@SubCommand({
  name: 'unset',
  arguments: '<name> <entries...>',
  argsDescription: { name: 'name of the data list', entries: 'names of the entries' },
  description: 'Take entries away; nothing happens when one of them does not exist',
})
@WithRevision('list')
export class DataListsUnsetCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run([name = '', ...names]: string[], options: { revision?: number }): Promise<void> {
    const list = await this.installation.catalogue(({ dataLists }) =>
      dataLists.unsetEntries(name, names, options.revision),
    )
    this.output.done(list, listChangeText(list))
  }

  @Help('after')
  examples(): string {
    return ['', 'Examples:', '  director data-lists unset sites ber ham'].join('\n')
  }
}
