import { sqlFile } from '../sql-file.js'

/** How long things are kept; null keeps them for ever. Counts are minimums that are kept whatever their age. */
export interface Retention {
  readonly logDays: number | null
  readonly runDays: number | null
  /** Per definition. */
  readonly runsKept: number
  readonly verdictDays: number | null
  readonly configurationDays: number | null
  /** Per target: configurations that were active, and deployments. */
  readonly deploymentsKept: number
  readonly deploymentDays: number | null
  readonly importDays: number | null
  /** Per source. */
  readonly importsKept: number
  readonly syncRunDays: number | null
  readonly activityDays: number | null
}

/** One kind of rows that is cleared away. */
export interface CleanupTask {
  /** Also the name of the counter. */
  readonly name: string
  readonly table: string
  /** Gives the `ctid` of every row that may go. */
  readonly expired: string
  /** Values of its parameters; undefined when nothing may go. */
  values(retention: Retention): readonly unknown[] | undefined
  readonly batchSize: number
  /** Whether storing a configuration must wait meanwhile. */
  readonly locksConfigurations: boolean
}

const statement = (location: string) => sqlFile(location, import.meta.url).text

const BATCH_SIZE = 5_000
// Log lines go with their run, so a batch is many times as many rows.
const RUN_BATCH_SIZE = 500

const withOldestKept = (rest: string) =>
  `WITH oldest_kept AS (${statement('./oldest-kept-imports.sql')})\n${rest}`

const IMPORTED_ROWS = withOldestKept(`
  SELECT version.ctid FROM oldest_kept
  JOIN imported_row AS version ON version.source_id = oldest_kept.source_id AND version.valid_to_run <= oldest_kept.run_id`)

const IMPORT_RUNS = withOldestKept(`
  SELECT import_run.ctid FROM oldest_kept
  JOIN import_run ON import_run.source_id = oldest_kept.source_id AND import_run.id < oldest_kept.run_id`)

const after = (days: number | null, ...further: readonly number[]) =>
  days === null ? undefined : [days, ...further]

const task = (
  name: string,
  table: string,
  expired: string,
  values: CleanupTask['values'],
  special: Partial<CleanupTask> = {},
): CleanupTask => ({
  name,
  table,
  expired,
  values,
  batchSize: BATCH_SIZE,
  locksConfigurations: false,
  ...special,
})

/**
 * All tasks, in the order they are done: what refers to something goes before it, so that one run frees all of it.
 */
export const CLEANUP_TASKS: readonly CleanupTask[] = [
  task('logLines', 'run_log_line', statement('./expired-log-lines.sql'), ({ logDays }) => after(logDays)),
  task('runs', 'run', statement('./expired-runs.sql'), ({ runDays, runsKept }) => after(runDays, runsKept), {
    batchSize: RUN_BATCH_SIZE,
  }),
  task('verdicts', 'verdict', statement('./expired-verdicts.sql'), ({ verdictDays }) => after(verdictDays)),
  task('deployments', 'deployment', statement('./expired-deployments.sql'), (retention) =>
    after(retention.deploymentDays, retention.deploymentsKept),
  ),
  task(
    'configurations',
    'generated_config',
    statement('./unused-configurations.sql'),
    (retention) => after(retention.configurationDays, retention.deploymentsKept),
    { locksConfigurations: true },
  ),
  task('files', 'generated_file', statement('./unused-files.sql'), () => [], { locksConfigurations: true }),
  task('importedRows', 'imported_row', IMPORTED_ROWS, ({ importDays, importsKept }) =>
    after(importDays, importsKept),
  ),
  task('importRuns', 'import_run', IMPORT_RUNS, ({ importDays, importsKept }) =>
    after(importDays, importsKept),
  ),
  task(
    'importAttempts',
    'import_attempt',
    statement('./expired-import-attempts.sql'),
    ({ importDays, importsKept }) => after(importDays, importsKept),
  ),
  task('syncRuns', 'sync_run', statement('./expired-sync-runs.sql'), ({ syncRunDays }) => after(syncRunDays)),
  task('activities', 'activity', statement('./expired-activities.sql'), ({ activityDays }) =>
    after(activityDays),
  ),
]
