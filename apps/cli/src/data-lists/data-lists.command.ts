import { Command, CommandRunner } from 'nest-commander'
import { refuseGroup } from '../arguments/unknown-command.js'
import { DataListsCreateCommand } from './create.command.js'
import { DataListsDeleteCommand } from './delete.command.js'
import { DataListsEditCommand } from './edit.command.js'
import { DataListsListCommand } from './list.command.js'
import { DataListsSetCommand } from './set.command.js'
import { DataListsShowCommand } from './show.command.js'
import { DataListsUnsetCommand } from './unset.command.js'

@Command({
  name: 'data-lists',
  description: 'Data lists: values by name, for modifiers that look something up',
  subCommands: [
    DataListsListCommand,
    DataListsShowCommand,
    DataListsCreateCommand,
    DataListsEditCommand,
    DataListsDeleteCommand,
    DataListsSetCommand,
    DataListsUnsetCommand,
  ],
})
export class DataListsCommand extends CommandRunner {
  override async run(words: string[]): Promise<void> {
    refuseGroup(this.command, words)
  }
}
