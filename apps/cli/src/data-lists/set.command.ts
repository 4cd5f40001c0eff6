import { AppError } from '@director/errors'
import { CommandRunner, Help, Option, SubCommand } from 'nest-commander'
import { WithRevision } from '../arguments/with-options.js'
import { InstallationAccess } from '../installation/installation-access.js'
import { Output } from '../terminal/output.js'
import { entriesOfWords } from './entry-words.js'
import { listChangeText } from './list-change-text.js'
import { WithEntries } from './with-list-options.js'
import { readEntries } from './written-list.js'

interface SetOptions {
  readonly entries?: string
  readonly asJson?: boolean
  readonly revision?: number
}

@SubCommand({
  name: 'set',
  arguments: '<name> [entries...]',
  argsDescription: { name: 'name of the data list', entries: 'entries as name=value' },
  description: 'Add entries or give them other values; the other entries stay',
})
@WithRevision('list')
@WithEntries('file with the entries instead')
export class DataListsSetCommand extends CommandRunner {
  constructor(
    private readonly installation: InstallationAccess,
    private readonly output: Output,
  ) {
    super()
  }

  override async run([name = '', ...words]: string[], options: SetOptions): Promise<void> {
    const entries =
      options.entries === undefined
        ? entriesOfWords(words, options.asJson === true)
        : await this.entriesOfFile(options.entries, words)
    const list = await this.installation.catalogue(({ dataLists }) =>
      dataLists.setEntries(name, entries, options.revision),
    )
    this.output.done(list, listChangeText(list))
  }

  private async entriesOfFile(path: string, words: readonly string[]): Promise<unknown> {
    if (words.length === 0) return readEntries(path)
    throw new AppError('usage.bad-entry', 'entries are given twice', {
      expected: 'entries on the command line or --entries with a file',
      received: 'both',
    })
  }

  @Option({ flags: '--as-json', description: 'values are JSON: numbers, lists, objects; text in quotes' })
  asJson(): boolean {
    return true
  }

  @Help('after')
  examples(): string {
    return [
      '',
      'Examples:',
      '  director data-lists set sites ber=Berlin "ham=Hamburg, port"',
      `  director data-lists set ports --as-json 'web=[80,443]'`,
      '  director data-lists set sites --entries more.csv',
    ].join('\n')
  }
}
