import type { Run } from '@director/database'
import { operatorName } from '../installation/operator.js'
import type { Runner } from '../installation/runner.js'
import { RunsFailed } from '../terminal/failure.js'
import { awaitRuns, hasEnded } from './await-runs.js'
import { stopSignals } from './stop-signals.js'

const GOOD = ['succeeded', 'skipped']

/**
 * Runs jobs once and waits for them: those named, at once; or, with no names, everything that is due. Safe beside a
 * daemon: the runs go through the same queue and lanes, whoever takes them.
 *
 * @param seen called with the runs as they are now, several times a second
 * @returns the runs, ended unless a signal ended the waiting; of a lost run the attempt that followed
 * @throws AppError `jobs.stopped`, `job.unknown`, `job.unfinished`, `job.quarantined`
 */
export async function runOnce(
  runner: Runner,
  names: readonly string[],
  seen: (runs: readonly Run[]) => void,
): Promise<readonly Run[]> {
  const signals = stopSignals(() => runner.worker.interrupt('stopped by a signal'))
  try {
    const runIds = names.length === 0 ? await queueDue(runner) : await queueNamed(runner, names)
    if (runIds.length === 0) return []
    await runner.worker.start()
    signals.drain.addEventListener('abort', () => runner.worker.stopTaking())
    if (signals.drain.aborted) runner.worker.stopTaking()
    return await awaitRuns(runner, runIds, seen, signals.drain)
  } finally {
    // After a first signal they stay: the second one, or a drain that takes too long, interrupts what still goes on.
    if (!signals.drain.aborted) signals.close()
  }
}

/** @throws RunsFailed unless every run succeeded or was skipped */
export function refuseFailedRuns(runs: readonly Run[]): void {
  const bad = runs.filter((run) => !GOOD.includes(run.state))
  if (bad.length > 0) throw new RunsFailed(`${bad.length} of ${runs.length} runs did not succeed`)
  if (!runs.every(hasEnded)) throw new RunsFailed('stopped before every run had ended')
}

async function queueNamed(runner: Runner, names: readonly string[]): Promise<readonly string[]> {
  for (const name of names) await runner.definitions.get(name)
  return runner.requests.runNow([...new Set(names)], operatorName())
}

// What is due now, and what waits in the queue since another process planned it and went away.
async function queueDue(runner: Runner): Promise<readonly string[]> {
  await runner.requests.refuseWhileStopped()
  const { queued } = await runner.planner.pass()
  const waiting = await runner.history.list({ states: ['queued'], limit: 1_000 })
  return [...new Set([...queued, ...waiting].map((run) => run.id))]
}
