import { setTimeout as pause } from 'node:timers/promises'
import type { Run, RunState } from '@director/database'
import type { Runner } from '../installation/runner.js'

const LOOK_MS = 200
const SWEEP_EVERY_LOOKS = 5
const LATEST_RUNS = 20
const UNFINISHED: readonly RunState[] = ['queued', 'running']

/** Tells whether a run has come to its end. */
export function hasEnded(run: Run): boolean {
  return !UNFINISHED.includes(run.state)
}

/**
 * Waits until runs have ended, here or in another process, and sweeps meanwhile: no scheduler may be running. A lost
 * run that is attempted again is followed to the end of its last attempt.
 *
 * @param seen called with the runs as they are now, several times a second
 * @param signal stops waiting for other processes; what the worker here took is still followed to its end
 * @returns the last attempts as they were seen last, in the order of their numbers
 */
export async function awaitRuns(
  runner: Runner,
  runIds: readonly string[],
  seen: (runs: readonly Run[]) => void,
  signal: AbortSignal,
): Promise<readonly Run[]> {
  let followed = runIds
  for (let look = 1; ; look++) {
    // A look that began before the worker was done may have missed the end: another one follows.
    const isLast = signal.aborted && runner.worker.isIdle
    const runs = await runner.history.findAll(followed)
    seen(runs)
    const attempts = await Promise.all(runs.map((run) => latestAttempt(runner, run)))
    followed = attempts.map((run) => run.id)
    const isAgain = attempts.some((run, index) => run.id !== runs[index]?.id)
    if (isLast || (!isAgain && attempts.every(hasEnded))) return attempts
    if (look % SWEEP_EVERY_LOOKS === 0) await runner.sweeper.sweep()
    await (signal.aborted ? pause(LOOK_MS) : pause(LOOK_MS, undefined, { signal }).catch(() => undefined))
  }
}

/** The run that carries a lost one on, where there is one; otherwise the run itself. */
async function latestAttempt(runner: Runner, run: Run): Promise<Run> {
  if (run.state !== 'lost') return run
  const later = await runner.history.list({ definitionName: run.definitionName, limit: LATEST_RUNS })
  const isNext = ({ trigger, definitionId, slotAt, attempt }: Run) =>
    trigger === 'retry' &&
    definitionId === run.definitionId &&
    slotAt.getTime() === run.slotAt.getTime() &&
    attempt === run.attempt + 1
  return later.find(isNext) ?? run
}
