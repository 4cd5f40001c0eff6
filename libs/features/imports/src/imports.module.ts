import { Module } from '@nestjs/common'
import { DiscoveryModule } from '@nestjs/core'
import {
  DataListEntryStore,
  HeldImportStore,
  ImportAttemptStore,
  ImportDifferenceStore,
  ImportedRowStore,
  ImportSourceStore,
  RowImportStore,
  SyncRuleStore,
} from '@director/database'
import { provideModifiers } from '@director/kit'
import { builtInModifiers } from '@director/modifiers'
import { SourceColumns } from './columns/source-columns.js'
import { ImportApproval } from './approval/import-approval.js'
import { ImportDifferences } from './differences/import-differences.js'
import { AttemptRecorder } from './history/attempt-recorder.js'
import { ImportHistory } from './history/import-history.js'
import { ImportJob } from './import.job.js'
import { ImportPreview } from './preview/import-preview.js'
import { SourceRows } from './reading/source-rows.js'
import { DifferenceWriter } from './run/difference-writer.js'
import { ImportTransaction } from './run/import-transaction.js'
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
    HeldImportStore,
    ImportAttemptStore,
    ImportDifferenceStore,
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
    ImportDifferences,
    SourceColumns,
    ImportApproval,
    ImportHistory,
    SourceRows,
    DifferenceWriter,
    ImportTransaction,
    AttemptRecorder,
    SourceImporter,
    ImportJob,
  ],
  exports: [
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
  ],
})
export class ImportsModule {}
