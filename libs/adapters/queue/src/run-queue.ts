import { AppError } from '@director/errors'
import type { Queue } from 'bullmq'
import { messageId, type Lane, type RunMessage } from './lane-queue.js'

/** A stored run on its way to a worker. */
export interface RunToSend {
  readonly id: string
  readonly lane: string
}

/**
 * Delivers `{ runId }` to the lane's workers. Delivery only: losing every message loses nothing, because queued runs
 * are sent again, and a message that comes twice is refused by the claim.
 */
export class RunQueue {
  constructor(private readonly queues: ReadonlyMap<string, Queue<RunMessage>>) {
    // Connection errors are reported by the call that meets them; without a listener they would end the process.
    for (const queue of queues.values()) queue.on('error', () => undefined)
  }

  /** Lanes this process knows a queue for. */
  get lanes(): readonly string[] {
    return [...this.queues.keys()]
  }

  /** Tells the server how many messages of each lane may be worked on at once, over all workers. */
  async applyConcurrency(lanes: readonly Lane[]): Promise<void> {
    for (const lane of lanes) await this.queueOf(lane.name).setGlobalConcurrency(lane.concurrency)
  }

  /** Sends runs in order. Rejects when the server does not take them; the sweeper sends them again. */
  async send(runs: readonly RunToSend[]): Promise<void> {
    for (const [lane, ofLane] of byLane(runs)) {
      const messages = ofLane.map((run) => ({
        name: 'run',
        data: { runId: run.id },
        opts: { jobId: messageId(run.id) },
      }))
      const [first, ...more] = messages
      if (first === undefined) continue
      const queue = this.queueOf(lane)
      if (more.length === 0) await queue.add(first.name, first.data, first.opts)
      else await queue.addBulk(messages)
    }
  }

  private queueOf(lane: string): Queue<RunMessage> {
    const queue = this.queues.get(lane)
    if (queue !== undefined) return queue
    throw new AppError('lane.not-served', `this process does not know lane "${lane}"`, {
      expected: `one of ${this.lanes.join(', ')}`,
      remedy: 'Restart scheduler and worker after creating a lane',
    })
  }
}

function byLane(runs: readonly RunToSend[]): ReadonlyMap<string, readonly RunToSend[]> {
  const lanes = new Map<string, RunToSend[]>()
  for (const run of runs) {
    const ofLane = lanes.get(run.lane)
    if (ofLane === undefined) lanes.set(run.lane, [run])
    else ofLane.push(run)
  }
  return lanes
}
