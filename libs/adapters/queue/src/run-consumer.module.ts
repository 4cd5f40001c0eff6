import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq'
import {
  Inject,
  Logger,
  Module,
  type BeforeApplicationShutdown,
  type DynamicModule,
  type Type,
} from '@nestjs/common'
import { DelayedError, type Job } from 'bullmq'
import { queueName, type Lane, type RunMessage } from './lane-queue.js'

/** What became of a message: worked off, or to be delivered again after a pause. */
export type Consumed = 'done' | 'try-again'

/** Takes the messages of all lanes; provided by the worker application under {@link RUN_CONSUMER}. */
export interface RunConsumer {
  consume(runId: string, lane: string): Promise<Consumed>
}

/** Injection token of the {@link RunConsumer}. */
export const RUN_CONSUMER = Symbol('run consumer')

// A killed worker keeps its message until the lock ends; so long does a serial lane wait.
const LOCK_MS = 10_000
const STALLED_CHECK_MS = 3_000
// The claim refuses what must not run twice, so redelivery is harmless.
const MAX_REDELIVERIES = 100
const TRY_AGAIN_MS = 250

/** One BullMQ worker per lane, all handing their messages to the one consumer. Start them with `BullRegistrar.register()`. */
@Module({})
export class RunConsumerModule {
  static of(lanes: readonly Lane[], consumer: DynamicModule | Type): DynamicModule {
    return { module: RunConsumerModule, imports: [consumer], providers: lanes.map(laneWorker) }
  }
}

function laneWorker(lane: Lane): Type<WorkerHost> {
  @Processor(queueName(lane.name), {
    concurrency: lane.concurrency,
    lockDuration: LOCK_MS,
    stalledInterval: STALLED_CHECK_MS,
    maxStalledCount: MAX_REDELIVERIES,
    runRetryDelay: 1_000,
  })
  class LaneWorker extends WorkerHost implements BeforeApplicationShutdown {
    private readonly log = new Logger('queue')
    private started = false

    constructor(@Inject(RUN_CONSUMER) private readonly consumer: RunConsumer) {
      super()
    }

    async process(message: Job<RunMessage>, token?: string): Promise<void> {
      const consumed = await this.consumer.consume(message.data.runId, lane.name)
      if (consumed === 'done') return
      await message.moveToDelayed(Date.now() + TRY_AGAIN_MS, token)
      throw new DelayedError()
    }

    // Before other shutdown hooks: handlers still running need the job processes and the database.
    async beforeApplicationShutdown(): Promise<void> {
      if (this.started) await this.worker.close()
    }

    @OnWorkerEvent('ready')
    noteStart(): void {
      this.started = true
    }

    @OnWorkerEvent('error')
    reportError(error: Error): void {
      this.log.error(`queue of lane "${lane.name}": ${error.message}`)
    }
  }
  return LaneWorker
}
