import { fileURLToPath } from 'node:url'
import { Module, type DynamicModule } from '@nestjs/common'
import { RunConsumerModule, type Lane } from '@director/queue'
import { RunExecutionModule } from '@director/runs'
import { Worker } from './worker.js'

/** Takes runs of the given lanes. Nothing is consumed before {@link Worker.start}. */
@Module({})
export class WorkerModule {
  /** @param databaseUrl where job processes find the database; the embedded one is known only once it runs */
  static serving(lanes: readonly Lane[], databaseUrl: string): DynamicModule {
    const execution = RunExecutionModule.of({
      entry: fileURLToPath(new URL('./job-process/main.js', import.meta.url)),
      environment: { ...process.env, DATABASE_URL: databaseUrl },
    })
    return {
      module: WorkerModule,
      imports: [execution, RunConsumerModule.of(lanes, execution)],
      providers: [Worker],
      exports: [Worker],
    }
  }
}
