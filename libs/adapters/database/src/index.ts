export {
  Database,
  type DatabaseOptions,
  type NamedStatement,
  type SqlSession,
  type Transaction,
} from './database.js'
export { DatabaseModule } from './database.module.js'
export { listen, type Channel } from './listen.js'
export { migrate, type FurtherMigration } from './migrate.js'
export { sqlFile } from './sql-file.js'
export { ClaimStore, type Claim, type Renewal } from './runs/claim-store.js'
export { DeliveryStore, type LostRun } from './runs/delivery-store.js'
export { HistoryStore, type RunFilter } from './runs/history-store.js'
export { JobSwitchStore, type JobSwitchState } from './runs/job-switch-store.js'
export { RunLogStore, type RunLogLine } from './runs/log-store.js'
export {
  PlanStore,
  type DecidedBy,
  type DueDefinition,
  type QueuedSlot,
  type RefusedSlot,
  type SendableRun,
} from './runs/plan-store.js'
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
export { TimePeriodStore, type StoredTimePeriod } from './runs/time-period-store.js'
