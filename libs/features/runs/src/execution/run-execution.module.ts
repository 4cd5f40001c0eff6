import { Module, type DynamicModule } from '@nestjs/common'
import { RUN_CONSUMER } from '@director/queue'
import { RunsModule } from '../runs.module.js'
import { JOB_PROCESS_OPTIONS, JobProcessPool } from './job-process-pool.js'
import type { JobProcessOptions } from './job-process.js'
import { RunCarrier } from './run-carrier.js'

/** What a worker adds to {@link RunsModule}: job processes and the consumer of the lanes' queues. */
@Module({})
export class RunExecutionModule {
  static of(jobProcess: JobProcessOptions): DynamicModule {
    return {
      module: RunExecutionModule,
      imports: [RunsModule],
      providers: [
        JobProcessPool,
        RunCarrier,
        { provide: JOB_PROCESS_OPTIONS, useValue: jobProcess },
        { provide: RUN_CONSUMER, useExisting: RunCarrier },
      ],
      exports: [JobProcessPool, RunCarrier, RUN_CONSUMER],
    }
  }
}
