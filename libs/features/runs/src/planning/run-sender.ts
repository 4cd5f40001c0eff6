import { Injectable, Logger } from '@nestjs/common'
import { DeliveryStore, type SendableRun } from '@director/database'
import { RunQueue } from '@director/queue'

/** Sends stored runs to their lane's queue and notes that they were sent. */
@Injectable()
export class RunSender {
  private readonly log = new Logger('scheduler')

  constructor(
    private readonly queue: RunQueue,
    private readonly delivery: DeliveryStore,
  ) {}

  /**
   * Never rejects because of the queue: the runs are stored, and the sweeper sends again what was not noted as sent.
   * A lane that cannot be served does not keep the others waiting.
   */
  async send(runs: readonly SendableRun[]): Promise<void> {
    for (const [lane, ofLane] of byLane(runs)) await this.sendLane(lane, ofLane)
  }

  private async sendLane(lane: string, runs: readonly SendableRun[]): Promise<void> {
    try {
      await this.queue.send(
        lane,
        runs.map((run) => run.id),
      )
      await this.delivery.markSent(runs)
    } catch (error) {
      this.log.warn('runs decided, not delivered; they are sent again', {
        lane,
        runs: runs.length,
        error: String(error),
      })
    }
  }
}

function byLane(runs: readonly SendableRun[]): ReadonlyMap<string, readonly SendableRun[]> {
  const lanes = new Map<string, SendableRun[]>()
  for (const run of runs) {
    const ofLane = lanes.get(run.lane)
    if (ofLane === undefined) lanes.set(run.lane, [run])
    else ofLane.push(run)
  }
  return lanes
}
