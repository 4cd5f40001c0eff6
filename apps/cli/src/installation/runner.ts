import { DataLists } from '@director/data-lists'
import { Database, HistoryStore, JobSwitchStore } from '@director/database'
import { ImportSources } from '@director/imports'
import { startApplication } from '@director/installed'
import { Objects } from '@director/objects'
import { DefinitionsModule, JobDefinitions, Planner, RunRequests, Sweeper } from '@director/runs'
import { Scheduler, SchedulerModule } from '@director/scheduler'
import type { Settings } from '@director/settings'
import { SyncRules } from '@director/syncs'
import { Worker, WorkerModule } from '@director/worker'
import type { INestApplicationContext, LoggerService } from '@nestjs/common'

/** What commands that run jobs need: the parts of scheduler and worker, in this process. */
export interface Runner {
  readonly database: Database
  readonly objects: Objects
  readonly dataLists: DataLists
  readonly sources: ImportSources
  readonly rules: SyncRules
  readonly definitions: JobDefinitions
  readonly requests: RunRequests
  readonly planner: Planner
  readonly sweeper: Sweeper
  readonly scheduler: Scheduler
  readonly worker: Worker
  readonly history: HistoryStore
  readonly jobSwitch: JobSwitchStore
}

/** Opens the installation with its queue for one command and drains it afterwards, also when the work fails. */
export async function withRunner<Result>(
  settings: Settings,
  logger: LoggerService,
  work: (runner: Runner) => Promise<Result>,
): Promise<Result> {
  const running = await startApplication({
    name: 'director',
    settings,
    logger,
    modules: (lanes, databaseUrl) => [
      DefinitionsModule,
      SchedulerModule,
      WorkerModule.serving(lanes, databaseUrl),
    ],
  })
  try {
    return await work(runnerOf(running.context))
  } finally {
    await running.close()
  }
}

function runnerOf(context: INestApplicationContext): Runner {
  return {
    database: context.get(Database, { strict: false }),
    objects: context.get(Objects, { strict: false }),
    dataLists: context.get(DataLists, { strict: false }),
    sources: context.get(ImportSources, { strict: false }),
    rules: context.get(SyncRules, { strict: false }),
    definitions: context.get(JobDefinitions, { strict: false }),
    requests: context.get(RunRequests, { strict: false }),
    planner: context.get(Planner, { strict: false }),
    sweeper: context.get(Sweeper, { strict: false }),
    scheduler: context.get(Scheduler, { strict: false }),
    worker: context.get(Worker, { strict: false }),
    history: context.get(HistoryStore, { strict: false }),
    jobSwitch: context.get(JobSwitchStore, { strict: false }),
  }
}
