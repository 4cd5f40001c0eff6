import { Command, CommandRunner } from 'nest-commander'
import { refuseGroup } from '../arguments/unknown-command.js'
import { ConfigDiffCommand } from './diff.command.js'
import { ConfigListCommand } from './list.command.js'
import { ConfigShowCommand } from './show.command.js'

@Command({
  name: 'config',
  description: 'Rendered Icinga 2 configuration',
  subCommands: [ConfigListCommand, ConfigShowCommand, ConfigDiffCommand],
})
export class ConfigCommand extends CommandRunner {
  override async run(words: string[]): Promise<void> {
    refuseGroup(this.command, words)
  }
}
