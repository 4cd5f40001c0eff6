import { hostname } from 'node:os'

/** Names this process in histories and verdicts: host and process id. */
export function workerName(): string {
  return `${hostname()}:${process.pid}`.slice(0, 128)
}
