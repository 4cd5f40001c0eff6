import { Module, type DynamicModule } from '@nestjs/common'
import { GLOBAL_OPTIONS, type GlobalOptions } from './arguments/global-options.js'
import { CommandLine } from './command-line.js'
import { ConfigCommand } from './config/config.command.js'
import { DataListsCommand } from './data-lists/data-lists.command.js'
import { ImportsCommand } from './imports/imports.command.js'
import { InstallationAccess } from './installation/installation-access.js'
import { JobsCommand } from './jobs/jobs.command.js'
import { LanesCommand } from './lanes/lanes.command.js'
import { ObjectsCommand } from './objects/objects.command.js'
import { PeriodsCommand } from './periods/periods.command.js'
import { RunsCommand } from './runs/runs.command.js'
import { SyncsCommand } from './syncs/syncs.command.js'
import { UpCommand } from './up/up.command.js'
import { Output } from './terminal/output.js'

/** All commands of `director`. */
@Module({})
export class CliModule {
  static with(options: GlobalOptions): DynamicModule {
    return {
      module: CliModule,
      providers: [
        { provide: GLOBAL_OPTIONS, useValue: options },
        CommandLine,
        InstallationAccess,
        Output,
        UpCommand,
        ...JobsCommand.registerWithSubCommands(),
        ...RunsCommand.registerWithSubCommands(),
        ...LanesCommand.registerWithSubCommands(),
        ...PeriodsCommand.registerWithSubCommands(),
        ...ImportsCommand.registerWithSubCommands(),
        ...DataListsCommand.registerWithSubCommands(),
        ...SyncsCommand.registerWithSubCommands(),
        ...ObjectsCommand.registerWithSubCommands(),
        ...ConfigCommand.registerWithSubCommands(),
      ],
    }
  }
}
