import { setTimeout as pause } from 'node:timers/promises'
import type { Run, RunState } from '@director/database'
import type { Runner } from '../installation/runner.js'

const LOOK_MS = 200
const SWEEP_EVERY_LOOKS = 5
const UNFINISHED: readonly RunState[] = ['queued', 'running']

/** Tells whether a run has come to its end. */
export function hasEnded(run: Run): boolean {
  return !UNFINISHED.includes(run.state)
}

/**
 * Waits until runs have ended, here or in another process, and sweeps meanwhile: no scheduler may be running.
 *
 * @param seen called with the runs as they are now, several times a second
 * @param signal stops waiting
 * @returns the runs as they were seen last, in the order of their numbers
 */
export async function awaitRuns(
  runner: Runner,
  runIds: readonly string[],
  seen: (runs: readonly Run[]) => void,
  signal: AbortSignal,
): Promise<readonly Run[]> {
  for (let look = 1; ; look++) {
    const runs = await runner.history.findAll(runIds)
    seen(runs)
    if (runs.every(hasEnded) || signal.aborted) return runs
    if (look % SWEEP_EVERY_LOOKS === 0) await runner.sweeper.sweep()
    await pause(LOOK_MS, undefined, { signal }).catch(() => undefined)
  }
}
