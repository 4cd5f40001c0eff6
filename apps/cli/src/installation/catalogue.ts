import { HistoryStore, JobSwitchStore, RunLogStore } from '@director/database'
import { InstallationModule, JobTypesModule, openInstallation } from '@director/installed'
import { DefinitionsModule, JobDefinitions, JobRegistry, Lanes } from '@director/runs'
import type { Settings } from '@director/settings'
import { Injectable, type LoggerService } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'

/** What commands that only read and define need; nothing of it touches the queue. */
@Injectable()
export class Catalogue {
  constructor(
    readonly definitions: JobDefinitions,
    readonly lanes: Lanes,
    readonly registry: JobRegistry,
    readonly history: HistoryStore,
    readonly logs: RunLogStore,
  ) {}
}

/** Opens the installation for one command and closes it afterwards, also when the work fails. */
export async function withCatalogue<Result>(
  settings: Settings,
  logger: LoggerService,
  work: (catalogue: Catalogue) => Promise<Result>,
): Promise<Result> {
  const installation = await openInstallation(settings, {
    applicationName: 'director',
    maxConnections: 4,
    usesQueue: false,
  })
  try {
    const imports = [
      InstallationModule.of(installation),
      await JobTypesModule.load(settings),
      DefinitionsModule,
    ]
    const providers = [Catalogue, HistoryStore, RunLogStore, JobSwitchStore]
    const module = { module: Catalogue, imports, providers }
    const context = await NestFactory.createApplicationContext(module, { logger, abortOnError: false })
    try {
      return await work(context.get(Catalogue))
    } finally {
      await context.close()
    }
  } finally {
    await installation.close()
  }
}
