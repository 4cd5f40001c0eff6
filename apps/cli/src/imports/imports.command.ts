import { Command, CommandRunner } from 'nest-commander'
import { refuseGroup } from '../arguments/unknown-command.js'
import { ImportsColumnsCommand } from '../import-preview/columns.command.js'
import { ImportsPreviewCommand } from '../import-preview/preview.command.js'
import { ImportsApproveCommand } from '../import-runs/approve.command.js'
import { ImportsCheckCommand } from '../import-runs/check.command.js'
import { ImportsDiffCommand } from '../import-runs/diff.command.js'
import { ImportsHistoryCommand } from '../import-runs/history.command.js'
import { ImportsRejectCommand } from '../import-runs/reject.command.js'
import { ImportsRunCommand } from '../import-runs/run.command.js'
import { ImportsCloneCommand } from './clone.command.js'
import { ImportsCreateCommand } from './create.command.js'
import { ImportsDeleteCommand } from './delete.command.js'
import { ImportsEditCommand } from './edit.command.js'
import { ImportsListCommand } from './list.command.js'
import { ImportsModifiersCommand } from './modifiers.command.js'
import { ImportsShowCommand } from './show.command.js'
import { ImportsSourcesCommand } from './sources.command.js'

@Command({
  name: 'imports',
  description: 'Import sources: where rows come from, and what was imported',
  subCommands: [
    ImportsListCommand,
    ImportsShowCommand,
    ImportsCreateCommand,
    ImportsEditCommand,
    ImportsCloneCommand,
    ImportsDeleteCommand,
    ImportsPreviewCommand,
    ImportsColumnsCommand,
    ImportsRunCommand,
    ImportsCheckCommand,
    ImportsHistoryCommand,
    ImportsDiffCommand,
    ImportsApproveCommand,
    ImportsRejectCommand,
    ImportsSourcesCommand,
    ImportsModifiersCommand,
  ],
})
export class ImportsCommand extends CommandRunner {
  override async run(words: string[]): Promise<void> {
    refuseGroup(this.command, words)
  }
}
