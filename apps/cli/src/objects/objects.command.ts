import { Command, CommandRunner } from 'nest-commander'
import { refuseGroup } from '../arguments/unknown-command.js'
import { ObjectsCreateCommand } from './create.command.js'
import { ObjectsDeleteCommand } from './delete.command.js'
import { ObjectsEditCommand } from './edit.command.js'
import { ObjectsListCommand } from './list.command.js'
import { ObjectsShowCommand } from './show.command.js'

@Command({
  name: 'objects',
  description: 'Icinga objects by hand: hosts, groups, time periods, templates',
  subCommands: [
    ObjectsListCommand,
    ObjectsShowCommand,
    ObjectsCreateCommand,
    ObjectsEditCommand,
    ObjectsDeleteCommand,
  ],
})
export class ObjectsCommand extends CommandRunner {
  override async run(words: string[]): Promise<void> {
    refuseGroup(this.command, words)
  }
}
