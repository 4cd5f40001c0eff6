import type { Counters } from '@director/kit'

/** What a sync did, or would have done when it only checked. */
export interface SyncOutcome {
  readonly rule: string
  /** False: everything was found out and taken back. */
  readonly applied: boolean
  readonly counts: SyncCounts
}

/** Figures of a sync. */
export interface SyncCounts {
  /** Keys read; rows of several sources with one key count once. */
  rows: number
  created: number
  /** Disabled ones included. */
  changed: number
  deleted: number
  unchanged: number
  /** Not matching the rule's filter. */
  hidden: number
  /** Existing ones under the policy `ignore`, missing ones under `update-only`. */
  leftAlone: number
  /** A template or external object has the name. */
  protected: number
  /** Vanished from the sources, but still named by other objects or jobs. */
  keptInUse: number
}

/** Counts of a sync that did nothing yet. */
export function noCounts(): SyncCounts {
  return {
    rows: 0,
    created: 0,
    changed: 0,
    deleted: 0,
    unchanged: 0,
    hidden: 0,
    leftAlone: 0,
    protected: 0,
    keptInUse: 0,
  }
}

/** Tells whether a sync changes anything. */
export function hasChanges(counts: SyncCounts): boolean {
  return counts.created + counts.changed + counts.deleted > 0
}

/** A sync in one sentence. */
export function outcomeMessage({ rule, applied, counts }: SyncOutcome): string {
  const rare = [
    ['hidden', 'hidden by the filter'],
    ['leftAlone', 'left alone'],
    ['protected', 'protected'],
    ['keptInUse', 'kept because in use'],
  ] as const
  const figures = [
    `${counts.created} created`,
    `${counts.changed} changed`,
    `${counts.deleted} deleted`,
    `${counts.unchanged} unchanged`,
    ...rare.filter(([name]) => counts[name] > 0).map(([name, words]) => `${counts[name]} ${words}`),
  ]
  const doing = applied ? '' : hasChanges(counts) ? 'would change: ' : 'in sync: '
  return `${rule}: ${doing}${counts.rows} ${counts.rows === 1 ? 'row' : 'rows'}, ${figures.join(', ')}`
}

/** Figures of several syncs for the run history; rare ones only when they happened. */
export function totalCounters(outcomes: readonly SyncOutcome[]): Counters {
  const total = noCounts()
  for (const { counts } of outcomes) {
    for (const name of COUNT_NAMES) total[name] += counts[name]
  }
  const always = new Set(['rows', 'created', 'changed', 'deleted', 'unchanged'])
  return Object.fromEntries(Object.entries(total).filter(([name, count]) => count > 0 || always.has(name)))
}

const COUNT_NAMES: readonly (keyof SyncCounts)[] = [
  'rows',
  'created',
  'changed',
  'deleted',
  'unchanged',
  'hidden',
  'leftAlone',
  'protected',
  'keptInUse',
]
