import { Module } from '@nestjs/common'
import { HousekeepingStore } from '@director/database'
import { HousekeepingJob } from './housekeeping.job.js'

/** The Housekeeping job. */
@Module({ providers: [HousekeepingStore, HousekeepingJob] })
export class HousekeepingModule {}
