export { JobRegistry, type InstalledJobType } from './registry/job-registry.js'
export { JobRegistryModule } from './registry/job-registry.module.js'
export { parseJobSettings } from './registry/parse-job-settings.js'
export { DEFINITION_FIELDS } from './definitions/definition-input.js'
export { DefinitionsModule } from './definitions/definitions.module.js'
export { JobDefinitions, type ShownDefinition } from './definitions/job-definitions.js'
export { Lanes } from './definitions/lanes.js'
export { PeriodCatalogue, periodDefinitions, type PeriodState } from './definitions/period-catalogue.js'
export type {
  AbortKind,
  FromJobProcess,
  HandledOutcome,
  ToJobProcess,
} from './execution/job-process-messages.js'
export { JobProcessPool } from './execution/job-process-pool.js'
export type { JobProcessOptions } from './execution/job-process.js'
export { RunCarrier } from './execution/run-carrier.js'
export { RunExecutionModule } from './execution/run-execution.module.js'
export { workerName } from './execution/worker-name.js'
export { RunRequests } from './history/run-requests.js'
export { Planner, type PlanningPass } from './planning/planner.js'
export { RunningHoursCatalogue } from './planning/running-hours-catalogue.js'
export { Sweeper } from './planning/sweeper.js'
export { RunsModule } from './runs.module.js'
