import { Module } from '@nestjs/common'
import { PlanStore } from '@director/database'
import { RunsModule } from '@director/runs'
import { Scheduler } from './scheduler.js'

/** Plans due definitions. Nothing is planned before {@link Scheduler.start}. */
@Module({ imports: [RunsModule], providers: [Scheduler, PlanStore], exports: [Scheduler] })
export class SchedulerModule {}
