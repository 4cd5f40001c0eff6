import { Command, CommandRunner } from 'nest-commander'
import { refuseGroup } from '../arguments/unknown-command.js'
import { RunsCancelCommand } from './cancel.command.js'
import { RunsListCommand } from './list.command.js'
import { RunsLogsCommand } from './logs.command.js'
import { RunsShowCommand } from './show.command.js'

@Command({
  name: 'runs',
  description: 'The history of runs: outcomes, figures, logs',
  subCommands: [RunsListCommand, RunsShowCommand, RunsLogsCommand, RunsCancelCommand],
})
export class RunsCommand extends CommandRunner {
  override async run(words: string[]): Promise<void> {
    refuseGroup(this.command, words)
  }
}
