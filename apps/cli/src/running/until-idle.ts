import { setTimeout as pause } from 'node:timers/promises'
import type { Worker } from '@director/worker'

const LOOK_MS = 50

/** Waits until the worker has finished what it took; it ought to take nothing more by then. */
export async function untilIdle(worker: Worker): Promise<void> {
  while (!worker.isIdle) await pause(LOOK_MS)
}
