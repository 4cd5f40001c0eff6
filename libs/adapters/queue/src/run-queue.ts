import { AppError } from '@director/errors'
import type { Queue } from 'bullmq'
import { messageId, type Lane, type RunMessage } from './lane-queue.js'

/**
 * Delivers `{ runId }` to the lane's workers. Delivery only: losing every message loses nothing, because queued runs
 * are sent again, and a message that comes twice is refused by the claim.
 */
export class RunQueue {
  constructor(private readonly queues: ReadonlyMap<string, Queue<RunMessage>>) {
    // Connection errors are reported by the call that meets them; without a listener they would end the process.
    for (const queue of queues.values()) queue.on('error', () => undefined)
  }

  /** Tells the server how many messages of each lane may be worked on at once, over all workers. */
  async applyConcurrency(lanes: readonly Lane[]): Promise<void> {
    for (const lane of lanes) await this.queueOf(lane.name).setGlobalConcurrency(lane.concurrency)
  }

  /**
   * Sends runs of one lane in order. Rejects when the server does not take them.
   *
   * @throws AppError `lane.not-served` when this process does not know the lane
   */
  async send(lane: string, runIds: readonly string[]): Promise<void> {
    const queue = this.queueOf(lane)
    const messages = runIds.map((runId) => ({
      name: 'run',
      data: { runId },
      opts: { jobId: messageId(runId) },
    }))
    const [first, ...more] = messages
    if (first === undefined) return
    if (more.length === 0) await queue.add(first.name, first.data, first.opts)
    else await queue.addBulk(messages)
  }

  private queueOf(lane: string): Queue<RunMessage> {
    const queue = this.queues.get(lane)
    if (queue !== undefined) return queue
    throw new AppError('lane.not-served', `this process does not know lane "${lane}"`, {
      expected: `one of ${[...this.queues.keys()].join(', ')}`,
      remedy: 'Restart scheduler and worker after creating a lane',
    })
  }
}
