import { BullModule, getQueueToken } from '@nestjs/bullmq'
import { Module, type DynamicModule } from '@nestjs/common'
import type { Queue } from 'bullmq'
import { queueName, type Lane, type RunMessage } from './lane-queue.js'
import { bullConnection, sendingConnection, type QueueConnection } from './queue-connection.js'
import { RunQueue } from './run-queue.js'

/** Keys in Redis start with it; two installations share a server by using two database numbers. */
const PREFIX = 'director'

/** Gives scheduler, worker and CLI the {@link RunQueue}. Workers register by hand, once the application is up. */
@Module({})
export class RunQueueModule {
  static of(connection: QueueConnection, lanes: readonly Lane[]): DynamicModule {
    const tokens = lanes.map((lane) => getQueueToken(queueName(lane.name)))
    return {
      module: RunQueueModule,
      global: true,
      imports: [
        BullModule.forRoot({
          connection: bullConnection(connection),
          prefix: PREFIX,
          defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
          extraOptions: { manualRegistration: true },
        }),
        BullModule.registerQueue(
          ...lanes.map((lane) => ({
            name: queueName(lane.name),
            connection: sendingConnection(connection),
          })),
        ),
      ],
      providers: [
        {
          provide: RunQueue,
          inject: tokens,
          useFactory: (...queues: Queue<RunMessage>[]) =>
            new RunQueue(new Map(queues.map((queue, index) => [lanes[index]?.name ?? '', queue] as const))),
        },
      ],
      exports: [RunQueue, BullModule],
    }
  }
}
