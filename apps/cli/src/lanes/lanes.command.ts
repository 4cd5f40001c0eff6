import { Command, CommandRunner } from 'nest-commander'
import { refuseGroup } from '../arguments/unknown-command.js'
import { LanesCreateCommand } from './create.command.js'
import { LanesDeleteCommand } from './delete.command.js'
import { LanesEditCommand } from './edit.command.js'
import { LanesListCommand } from './list.command.js'

@Command({
  name: 'lanes',
  description: 'Queues for jobs: the runs of a lane are carried out one after the other, or a few at once',
  subCommands: [LanesListCommand, LanesCreateCommand, LanesEditCommand, LanesDeleteCommand],
})
export class LanesCommand extends CommandRunner {
  override async run(words: string[]): Promise<void> {
    refuseGroup(this.command, words)
  }
}
