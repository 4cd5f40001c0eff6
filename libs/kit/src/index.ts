export { Job, jobTypeOf, type JobHandler, type JobOptions, type JobType } from './job.js'
export {
  RunCancelled,
  type Counters,
  type JobContext,
  type JobLog,
  type JobResult,
  type LogFields,
  type LogLevel,
  type Progress,
  type RunInfo,
} from './job-context.js'
export {
  ImportSource,
  importSourceTypeOf,
  type ColumnValue,
  type ImportSourceContext,
  type ImportSourceOptions,
  type ImportSourceReader,
  type ImportSourceType,
  type JsonValue,
  type Row,
} from './import-source.js'
export { provideModifiers, providedModifiersOf } from './modifiers.js'
export { outcomeOf, type HandlerOutcome } from './outcome.js'
export { runJob, type TestedRun, type TestedRunOptions } from './test-kit.js'
export { AppError } from '@director/errors'
export {
  defineModifier,
  noLookups,
  textOf,
  tryModifier,
  tryModifierOnRows,
  type Lookups,
  type Modifier,
  type ModifierScope,
  type RowOutcome,
  type RowScope,
  type TryOptions,
  type Value,
} from '@director/modifiers'
