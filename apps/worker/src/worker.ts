import { Injectable, Logger } from '@nestjs/common'
import { BullRegistrar } from '@director/queue'
import { JobProcessPool, RunCarrier, workerName } from '@director/runs'

/** The worker of this process: starts consuming when told, tells how much memory it holds, stops what goes on. */
@Injectable()
export class Worker {
  private readonly log = new Logger('worker')

  constructor(
    private readonly carrier: RunCarrier,
    private readonly processes: JobProcessPool,
    private readonly registrar: BullRegistrar,
  ) {}

  /** Starts the first job process, then takes runs. @throws AppError `job-process.start-failed` */
  async start(): Promise<void> {
    await this.processes.prepare()
    this.registrar.register()
    this.log.debug('worker started', { worker: workerName() })
  }

  /** Takes no further run; what goes on is finished when the application is closed. */
  stopTaking(): void {
    this.carrier.stopTaking()
  }

  /** Calls back after every run. */
  afterEachRun(callback: () => void): void {
    this.carrier.afterEachRun(callback)
  }

  get isIdle(): boolean {
    return this.carrier.isIdle
  }

  /** Memory of this process and its job processes. */
  get residentBytes(): number {
    return process.memoryUsage.rss() + this.processes.residentBytes
  }

  /** Stops running handlers; their runs go back to the queue. Closing the application then drains at once. */
  interrupt(reason: string): void {
    this.carrier.interruptAll(reason)
  }
}
