import { Command, CommandRunner } from 'nest-commander'
import { refuseGroup } from '../arguments/unknown-command.js'
import { ImportsCreateCommand } from './create.command.js'
import { ImportsDeleteCommand } from './delete.command.js'
import { ImportsEditCommand } from './edit.command.js'
import { ImportsListCommand } from './list.command.js'
import { ImportsShowCommand } from './show.command.js'

@Command({
  name: 'imports',
  description: 'Import sources: where rows come from',
  subCommands: [
    ImportsListCommand,
    ImportsShowCommand,
    ImportsCreateCommand,
    ImportsEditCommand,
    ImportsDeleteCommand,
  ],
})
export class ImportsCommand extends CommandRunner {
  override async run(words: string[]): Promise<void> {
    refuseGroup(this.command, words)
  }
}
