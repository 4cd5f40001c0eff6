import { Command, CommandRunner } from 'nest-commander'
import { refuseGroup } from '../arguments/unknown-command.js'
import { SyncsCreateCommand } from './create.command.js'
import { SyncsDeleteCommand } from './delete.command.js'
import { SyncsEditCommand } from './edit.command.js'
import { SyncsListCommand } from './list.command.js'
import { SyncsShowCommand } from './show.command.js'

@Command({
  name: 'syncs',
  description: 'Sync rules: how rows become Icinga objects',
  subCommands: [SyncsListCommand, SyncsShowCommand, SyncsCreateCommand, SyncsEditCommand, SyncsDeleteCommand],
})
export class SyncsCommand extends CommandRunner {
  override async run(words: string[]): Promise<void> {
    refuseGroup(this.command, words)
  }
}
