import { CommandRunner, Help, SubCommand } from 'nest-commander'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'

@SubCommand({
  name: 'list',
  description: 'Show all data lists',
})
export class DataListsListCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run(): Promise<void> {
    const lists = await this.installation.catalogue(({ dataLists }) => dataLists.list())
    this.output.list(
      lists,
      [
        { heading: 'NAME', of: (list) => list.name },
        { heading: 'ENTRIES', of: (list) => String(list.entryCount) },
        { heading: 'DESCRIPTION', of: (list) => list.description },
      ],
      'No data lists yet.',
    )
  }

  @Help('after')
  examples(): string {
    return ['', 'Examples:', '  director data-lists list'].join('\n')
  }
}
