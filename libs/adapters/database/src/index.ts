export {
  Database,
  type DatabaseOptions,
  type NamedStatement,
  type SqlSession,
  type Transaction,
  type Transactions,
} from './database.js'
export { DatabaseModule } from './database.module.js'
export { listen, type Channel } from './listen.js'
export { migrate, type FurtherMigration } from './migrate.js'
export { sqlFile } from './sql-file.js'
export { ClaimStore, type Claim, type Renewal } from './runs/execution/claim-store.js'
export { DeliveryStore, type LostRun } from './runs/execution/delivery-store.js'
export { HistoryStore, type RunFilter } from './runs/history/history-store.js'
export { JobSwitchStore, type JobSwitchState } from './runs/job-switch-store.js'
export { RunLogStore, type RunLogLine } from './runs/history/log-store.js'
export {
  PlanStore,
  type DecidedBy,
  type DueDefinition,
  type QueuedSlot,
  type RefusedSlot,
  type SendableRun,
} from './runs/planning/plan-store.js'
export { RequestStore, type CancelRequest, type RunNow } from './runs/request-store.js'
export {
  FINAL_STATES,
  type ClaimedRun,
  type FinalState,
  type Run,
  type RunOutcome,
  type RunState,
  type RunTrigger,
} from './runs/run.js'
export { DefinitionStore, type DefinitionChanges } from './definitions/definition-store.js'
export {
  DEFAULT_LANE,
  type DeliveryMode,
  type JobDefinition,
  type Lane,
  type WrittenDefinition,
} from './definitions/job-definition.js'
export { LaneStore } from './definitions/lane-store.js'
export { VerdictStore, type Verdict, type VerdictFilter } from './runs/history/verdict-store.js'
export { TimePeriodStore, type StoredTimePeriod } from './runs/planning/time-period-store.js'
export type {
  ChangedDataList,
  DataList,
  DataListEntry,
  EntryChanges,
  WrittenDataList,
} from './data-lists/data-list.js'
export { DataListEntryStore } from './data-lists/data-list-entry-store.js'
export { DataListStore } from './data-lists/data-list-store.js'
export type { HeldImport, HeldReason } from './held-imports/held-import.js'
export { HeldImportStore } from './held-imports/held-import-store.js'
export type {
  AttemptOutcome,
  BegunAttempt,
  EndedAttempt,
  ImportAttempt,
  LastAttempt,
  SkippedRow,
} from './import-attempts/import-attempt.js'
export { ImportAttemptStore } from './import-attempts/import-attempt-store.js'
export type { OpenAttempt } from './import-attempts/open-attempt.js'
export type { ImportFigures } from './imports/import-figures.js'
export type { ImportRun } from './imports/import-run.js'
export type { ImportSource, WrittenImportSource } from './imports/import-source.js'
export { ImportSourceStore } from './imports/import-source-store.js'
export {
  ImportDifferenceStore,
  type DifferenceCounts,
  type DifferingRow,
} from './import-differences/import-difference-store.js'
export { ImportedRowStore, type ImportedRow } from './imports/imported-row-store.js'
export { FINGERPRINT_BYTES, RowImportStore, type NewRow } from './imports/row-import-store.js'
export { ObjectChangeStore } from './objects/object-change-store.js'
export { ObjectStore, type ObjectQuery } from './objects/object-store.js'
export { ReferenceStore, type Referrer } from './objects/reference-store.js'
export { TypeSnapshotStore, type TypeSnapshot } from './objects/type-snapshot-store.js'
export type { ChangeAuthor, ModifiedObject, NewObject, StoredObject } from './objects/stored-object.js'
export { SyncObjectStore, type KeptObject, type NamedKey, type NameMatch } from './syncs/sync-object-store.js'
export { SyncRuleStore, type StoredSyncRule } from './syncs/sync-rule-store.js'
export { SyncRunStore, type StoredSyncRun, type SyncRun } from './syncs/sync-run-store.js'
export { SyncSourceStore, type PinnedImport } from './syncs/sync-source-store.js'
export type {
  StoredConfiguration,
  StoredFile,
  StoringResult,
  WrittenConfiguration,
} from './configurations/configuration.js'
export { ConfigurationStore } from './configurations/configuration-store.js'
export {
  DeploymentStore,
  type Deployment,
  type DeploymentState,
  type StartedDeployment,
} from './configurations/deployment-store.js'
export { ObjectSnapshotStore, type ObjectSnapshot } from './configurations/object-snapshot-store.js'
export { CLEANUP_TASKS, type CleanupTask, type Retention } from './housekeeping/cleanup-task.js'
export { HousekeepingStore } from './housekeeping/housekeeping-store.js'
