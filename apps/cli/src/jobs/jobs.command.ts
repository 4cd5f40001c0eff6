import { Command, CommandRunner } from 'nest-commander'
import { refuseGroup } from '../arguments/unknown-command.js'
import { JobsCreateCommand } from './create.command.js'
import { JobsDeleteCommand } from './delete.command.js'
import { JobsDisableCommand } from './disable.command.js'
import { JobsEditCommand } from './edit.command.js'
import { JobsEnableCommand } from './enable.command.js'
import { JobsListCommand } from './list.command.js'
import { JobsResumeAllCommand } from '../job-switch/resume-all.command.js'
import { JobsRunCommand } from './run.command.js'
import { JobsShowCommand } from './show.command.js'
import { JobsStopAllCommand } from '../job-switch/stop-all.command.js'
import { JobsTypesCommand } from './types.command.js'
import { JobsVerdictsCommand } from './verdicts.command.js'

@Command({
  name: 'jobs',
  description: 'Define jobs and run them',
  subCommands: [
    JobsListCommand,
    JobsShowCommand,
    JobsCreateCommand,
    JobsEditCommand,
    JobsDeleteCommand,
    JobsEnableCommand,
    JobsDisableCommand,
    JobsTypesCommand,
    JobsRunCommand,
    JobsVerdictsCommand,
    JobsStopAllCommand,
    JobsResumeAllCommand,
  ],
})
export class JobsCommand extends CommandRunner {
  override async run(words: string[]): Promise<void> {
    refuseGroup(this.command, words)
  }
}
