import { setTimeout as pause } from 'node:timers/promises'
import type { Run } from '@director/database'
import type { ShownDefinition } from '@director/runs'
import type { Runner } from '../installation/runner.js'
import { hasEnded } from '../running/await-runs.js'

const LOOK_MS = 500
/** More runs than these cannot end between two looks without one being missed on the screen; the history has all. */
const LATEST_RUNS = 100

/** What is to be seen at one moment. */
export interface Sight {
  /** Oldest first: runs since the start, and older ones that had not ended then. */
  readonly runs: readonly Run[]
  readonly jobs: readonly ShownDefinition[]
}

/**
 * Looks at runs and jobs twice a second until told to stop, and once more then, whichever process carries the runs out. While the database
 * is away there is nothing to see; scheduler and worker say so, and looking goes on.
 */
export async function followRuns(
  runner: Runner,
  seen: (sight: Sight) => void,
  signal: AbortSignal,
): Promise<void> {
  const before = await runner.history.list({ limit: LATEST_RUNS })
  const old = new Set(before.filter(hasEnded).map((run) => run.id))
  for (;;) {
    // A look that began before the end may have missed it: another one follows.
    const isLast = signal.aborted
    const sight = await look(runner, old).catch(() => undefined)
    if (sight !== undefined) seen(sight)
    if (isLast) return
    if (!signal.aborted) await pause(LOOK_MS, undefined, { signal }).catch(() => undefined)
  }
}

async function look(runner: Runner, old: ReadonlySet<string>): Promise<Sight> {
  const [latest, jobs] = await Promise.all([
    runner.history.list({ limit: LATEST_RUNS }),
    runner.definitions.list(),
  ])
  return { runs: latest.filter((run) => !old.has(run.id)).reverse(), jobs }
}
