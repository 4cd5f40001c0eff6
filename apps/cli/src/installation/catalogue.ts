import { HistoryStore, JobSwitchStore, RunLogStore, VerdictStore } from '@director/database'
import { DataLists } from '@director/data-lists'
import { StoredConfigurations } from '@director/deployments'
import {
  ImportApproval,
  ImportDifferences,
  ImportHistory,
  ImportPreview,
  ImportSourceRegistry,
  ImportSources,
  InstalledModifiers,
  SourceColumns,
  SourceImporter,
  SourceWarnings,
} from '@director/imports'
import { InstallationModule, JobTypesModule, openInstallation } from '@director/installed'
import { Objects } from '@director/objects'
import { DefinitionsModule, JobDefinitions, JobRegistry, Lanes, PeriodCatalogue } from '@director/runs'
import type { Settings } from '@director/settings'
import { SyncRules } from '@director/syncs'
import { Module, type INestApplicationContext, type LoggerService } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'

/** What commands that read and define things need; nothing of it touches the queue. */
export interface Catalogue {
  readonly definitions: JobDefinitions
  readonly lanes: Lanes
  readonly registry: JobRegistry
  readonly periods: PeriodCatalogue
  readonly history: HistoryStore
  readonly logs: RunLogStore
  readonly verdicts: VerdictStore
  readonly jobSwitch: JobSwitchStore
  readonly sources: ImportSources
  readonly sourceTypes: ImportSourceRegistry
  readonly modifiers: InstalledModifiers
  readonly columns: SourceColumns
  readonly preview: ImportPreview
  readonly importer: SourceImporter
  readonly importHistory: ImportHistory
  readonly approval: ImportApproval
  readonly differences: ImportDifferences
  readonly sourceWarnings: SourceWarnings
  readonly dataLists: DataLists
  readonly rules: SyncRules
  readonly objects: Objects
  readonly configurations: StoredConfigurations
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
    @Module({
      imports: [InstallationModule.of(installation), await JobTypesModule.load(settings), DefinitionsModule],
      providers: [HistoryStore, RunLogStore, VerdictStore, JobSwitchStore],
    })
    class CatalogueModule {}
    const context = await NestFactory.createApplicationContext(CatalogueModule, {
      logger,
      abortOnError: false,
    })
    try {
      return await work(catalogueOf(context))
    } finally {
      await context.close()
    }
  } finally {
    await installation.close()
  }
}

// The one place of this application that takes things out of the context.
function catalogueOf(context: INestApplicationContext): Catalogue {
  return {
    definitions: context.get(JobDefinitions, { strict: false }),
    lanes: context.get(Lanes, { strict: false }),
    registry: context.get(JobRegistry, { strict: false }),
    periods: context.get(PeriodCatalogue, { strict: false }),
    history: context.get(HistoryStore),
    logs: context.get(RunLogStore),
    verdicts: context.get(VerdictStore),
    jobSwitch: context.get(JobSwitchStore),
    sources: context.get(ImportSources, { strict: false }),
    sourceTypes: context.get(ImportSourceRegistry, { strict: false }),
    modifiers: context.get(InstalledModifiers, { strict: false }),
    columns: context.get(SourceColumns, { strict: false }),
    preview: context.get(ImportPreview, { strict: false }),
    importer: context.get(SourceImporter, { strict: false }),
    importHistory: context.get(ImportHistory, { strict: false }),
    approval: context.get(ImportApproval, { strict: false }),
    differences: context.get(ImportDifferences, { strict: false }),
    sourceWarnings: context.get(SourceWarnings, { strict: false }),
    dataLists: context.get(DataLists, { strict: false }),
    rules: context.get(SyncRules, { strict: false }),
    objects: context.get(Objects, { strict: false }),
    configurations: context.get(StoredConfigurations, { strict: false }),
  }
}
