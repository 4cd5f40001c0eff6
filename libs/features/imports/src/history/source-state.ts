import type { AttemptOutcome } from '@director/database'

/**
 * What is known of a source: never looked at, stored rows are those of the source, they are not, an import waits for
 * approval, the last attempt failed or was lost.
 *
 * @see Director: `import_state`, which has no `held`
 */
export type ImportSourceState = 'unknown' | 'in-sync' | 'pending-changes' | 'held' | 'failing'

const STATE_AFTER: Readonly<Record<AttemptOutcome, ImportSourceState>> = {
  imported: 'in-sync',
  unchanged: 'in-sync',
  approved: 'in-sync',
  pending: 'pending-changes',
  // The source still has other rows than those stored.
  rejected: 'pending-changes',
  held: 'held',
  failed: 'failing',
  lost: 'failing',
  cancelled: 'unknown',
  running: 'unknown',
}

/**
 * The state of a source after its latest attempt.
 *
 * @param outcome undefined when there was none; attempts that were stopped or are under way tell nothing
 */
export function stateAfter(outcome: AttemptOutcome | undefined): ImportSourceState {
  return outcome === undefined ? 'unknown' : STATE_AFTER[outcome]
}
