import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common'
import { JobProcess, type JobProcessOptions } from './job-process.js'

/** Injection token of the {@link JobProcessOptions}. */
export const JOB_PROCESS_OPTIONS = Symbol('job process options')

/** Keeps idle job processes at hand: one at least, as many as runs went on at once at most. */
@Injectable()
export class JobProcessPool implements OnApplicationShutdown {
  private readonly log = new Logger('worker')
  private readonly idle: JobProcess[] = []
  private readonly busy = new Set<JobProcess>()
  private spare: Promise<JobProcess> | undefined
  private closed = false

  constructor(@Inject(JOB_PROCESS_OPTIONS) private readonly options: JobProcessOptions) {}

  /** Starts the first process, so that the first run need not wait. @throws AppError `job-process.start-failed` */
  async prepare(): Promise<void> {
    this.idle.push(await JobProcess.start(this.options))
  }

  /** Lends a process to `work`. A process that crashed or was killed is replaced in the background. */
  async lend<Result>(work: (process: JobProcess) => Promise<Result>): Promise<Result> {
    const process = await this.take()
    this.busy.add(process)
    try {
      return await work(process)
    } finally {
      this.busy.delete(process)
      if (process.isAlive && !this.closed) this.idle.push(process)
      else this.replace()
    }
  }

  /** Memory held by all job processes, each as of the end of its latest run. */
  get residentBytes(): number {
    return [...this.idle, ...this.busy].reduce((sum, process) => sum + process.residentBytes, 0)
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true
    const spare = await this.spare?.catch(() => undefined)
    await Promise.all(
      [...this.idle, ...this.busy, ...(spare === undefined ? [] : [spare])].map((process) => process.stop()),
    )
  }

  private async take(): Promise<JobProcess> {
    for (let process = this.idle.pop(); process !== undefined; process = this.idle.pop()) {
      if (process.isAlive) return process
    }
    const spare = this.spare
    this.spare = undefined
    return spare ?? JobProcess.start(this.options)
  }

  private replace(): void {
    if (this.closed || this.idle.length > 0 || this.spare !== undefined) return
    this.spare = JobProcess.start(this.options)
    this.spare.catch((error: unknown) => {
      this.spare = undefined
      this.log.error(`job process did not start: ${String(error)}`)
    })
  }
}
