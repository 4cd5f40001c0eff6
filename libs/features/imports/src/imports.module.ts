import { Module } from '@nestjs/common'
import { DiscoveryModule } from '@nestjs/core'
import {
  DataListEntryStore,
  ImportedRowStore,
  ImportSourceStore,
  RowImportStore,
  SyncRuleStore,
} from '@director/database'
import { provideModifiers } from '@director/kit'
import { builtInModifiers } from '@director/modifiers'
import { ImportJob } from './import.job.js'
import { ImportPreview } from './preview/import-preview.js'
import { SourceImporter } from './run/source-importer.js'
import { InstalledModifiers } from './modifiers/installed-modifiers.js'
import { SourceModifiers } from './modifiers/source-modifiers.js'
import { ImportSourceRegistry } from './sources/import-source-registry.js'
import { ImportSources } from './sources/import-sources.js'
import { SourceDrafts } from './sources/source-drafts.js'
import { SourceReaders } from './sources/source-readers.js'
import { SourceSettings } from './sources/source-settings.js'
import { SourceWarnings } from './sources/source-warnings.js'
import { SourceUsers } from './sources/source-users.js'

/**
 * Import sources and the Import job. Needs the global database and secret box; sources and modifiers come from any
 * module.
 */
@Module({
  imports: [DiscoveryModule],
  providers: [
    ImportSourceStore,
    ImportedRowStore,
    DataListEntryStore,
    RowImportStore,
    SyncRuleStore,
    ImportSourceRegistry,
    SourceSettings,
    InstalledModifiers,
    provideModifiers(...builtInModifiers),
    SourceModifiers,
    SourceDrafts,
    SourceUsers,
    SourceWarnings,
    SourceReaders,
    ImportSources,
    ImportPreview,
    SourceImporter,
    ImportJob,
  ],
  exports: [
    ImportPreview,
    ImportSourceRegistry,
    ImportSources,
    InstalledModifiers,
    SourceImporter,
    SourceWarnings,
  ],
})
export class ImportsModule {}
