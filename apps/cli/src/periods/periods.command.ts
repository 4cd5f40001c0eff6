import { Command, CommandRunner } from 'nest-commander'
import { refuseGroup } from '../arguments/unknown-command.js'
import { PeriodsCheckCommand } from './check.command.js'
import { PeriodsCreateCommand } from './create.command.js'
import { PeriodsDeleteCommand } from './delete.command.js'
import { PeriodsEditCommand } from './edit.command.js'
import { PeriodsListCommand } from './list.command.js'
import { PeriodsShowCommand } from './show.command.js'
import { PeriodsTestCommand } from './test.command.js'

@Command({
  name: 'periods',
  description: 'Time periods: when jobs may run',
  subCommands: [
    PeriodsListCommand,
    PeriodsShowCommand,
    PeriodsCheckCommand,
    PeriodsTestCommand,
    PeriodsCreateCommand,
    PeriodsEditCommand,
    PeriodsDeleteCommand,
  ],
})
export class PeriodsCommand extends CommandRunner {
  override async run(words: string[]): Promise<void> {
    refuseGroup(this.command, words)
  }
}
