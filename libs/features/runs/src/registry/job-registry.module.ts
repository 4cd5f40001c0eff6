import { Module } from '@nestjs/common'
import { DiscoveryModule } from '@nestjs/core'
import { JobRegistry } from './job-registry.js'

/** Brings the {@link JobRegistry}; the job types themselves come from any other module of the application. */
@Module({ imports: [DiscoveryModule], providers: [JobRegistry], exports: [JobRegistry] })
export class JobRegistryModule {}
