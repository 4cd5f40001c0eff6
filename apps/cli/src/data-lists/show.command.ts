import type { ShownDataList } from '@director/data-lists'
import { CommandRunner, Help, Option, SubCommand } from 'nest-commander'
import { stringify } from 'yaml'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'

@SubCommand({
  name: 'show',
  arguments: '<name>',
  argsDescription: { name: 'name of the data list' },
  description: 'Show one data list, as YAML that create and edit take, or its entries as CSV',
})
export class DataListsShowCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run([name = '']: string[], options: { csv?: boolean }): Promise<void> {
    if (options.csv === true) return this.showTable(name)
    const list = await this.installation.catalogue(({ dataLists }) => dataLists.get(name))
    this.output.result(list, () => stringify(written(list)).trimEnd())
  }

  private async showTable(name: string): Promise<void> {
    const entries = await this.installation.catalogue(({ dataLists }) => dataLists.entriesOf(name))
    const { csvOfEntries } = await import('@director/data-lists')
    this.output.line(csvOfEntries(entries))
  }

  @Option({ flags: '--csv', description: 'the entries as CSV: name, value and, where needed, format' })
  csv(): boolean {
    return true
  }

  @Help('after')
  examples(): string {
    return [
      '',
      'Examples:',
      '  director data-lists show sites > sites.yaml',
      '  director data-lists show sites --csv > sites.csv',
    ].join('\n')
  }
}

// What the store adds is left out: only these fields can be written.
function written({ name, description, entries }: ShownDataList): object {
  return { name, description, entries }
}
