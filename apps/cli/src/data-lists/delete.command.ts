import { CommandRunner, Help, SubCommand } from 'nest-commander'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'

@SubCommand({
  name: 'delete',
  arguments: '<name>',
  argsDescription: { name: 'name of the data list' },
  description: 'Delete a data list with its entries; refused while import sources use it',
})
export class DataListsDeleteCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run([name = '']: string[]): Promise<void> {
    await this.installation.catalogue(({ dataLists }) => dataLists.delete(name))
    this.output.done({ deleted: [name] }, `data list "${name}" deleted`)
  }

  @Help('after')
  examples(): string {
    return ['', 'Examples:', '  director data-lists delete sites'].join('\n')
  }
}
