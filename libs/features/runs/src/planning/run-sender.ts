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
   *
   * @returns false when they could not be sent now
   */
  async send(runs: readonly SendableRun[]): Promise<boolean> {
    if (runs.length === 0) return true
    try {
      await this.queue.send(runs)
      await this.delivery.markSent(runs)
      return true
    } catch (error) {
      this.log.warn('runs decided, not delivered; they are sent again', {
        runs: runs.length,
        error: String(error),
      })
      return false
    }
  }
}
