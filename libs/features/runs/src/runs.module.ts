import { Module } from '@nestjs/common'
import {
  ClaimStore,
  DeliveryStore,
  HistoryStore,
  JobSwitchStore,
  PlanStore,
  RequestStore,
  RunLogStore,
  TimePeriodStore,
} from '@director/database'
import { ZoneDataModule } from '@director/zone-data'
import { RunRequests } from './history/run-requests.js'
import { Planner } from './planning/planner.js'
import { RunSender } from './planning/run-sender.js'
import { RunningHoursCatalogue } from './planning/running-hours-catalogue.js'
import { Sweeper } from './planning/sweeper.js'
import { JobRegistryModule } from './registry/job-registry.module.js'

/** Planning, sweeping, requests and history of runs; what workers add is in {@link RunExecutionModule}. */
@Module({
  imports: [JobRegistryModule, ZoneDataModule],
  providers: [
    ClaimStore,
    DeliveryStore,
    HistoryStore,
    JobSwitchStore,
    PlanStore,
    Planner,
    RequestStore,
    RunLogStore,
    RunRequests,
    RunSender,
    RunningHoursCatalogue,
    Sweeper,
    TimePeriodStore,
  ],
  exports: [
    ClaimStore,
    HistoryStore,
    JobSwitchStore,
    Planner,
    RunLogStore,
    RunRequests,
    RunningHoursCatalogue,
    Sweeper,
  ],
})
export class RunsModule {}
