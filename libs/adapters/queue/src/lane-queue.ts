/** A lane as the queue needs it: a name and how many of its runs may go on at once. */
export interface Lane {
  readonly name: string
  readonly concurrency: number
}

/** The only thing a message carries; everything else is in PostgreSQL. */
export interface RunMessage {
  readonly runId: string
}

/** BullMQ's name of a lane's queue. */
export function queueName(lane: string): string {
  return `runs-${lane}`
}

/** BullMQ's id of a run's message: sending a run twice while its message waits has no effect. */
export function messageId(runId: string): string {
  return `run-${runId}`
}
