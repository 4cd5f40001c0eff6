import type { FilterOutcome } from './check-filters.js'
import type { FilterCase } from './filter-case.js'

interface FilterDifference {
  /** Its name in docs/decisions/0004-modifier-differences.md. */
  readonly id: string
  readonly applies: (golden: FilterCase, received: FilterOutcome) => boolean
}

/** Where assign filters deliberately come out differently; the reasons are in decision 0004. */
export const filterDifferences: readonly FilterDifference[] = [
  {
    id: 'contains-keeps-its-negation',
    applies: ({ filter, error }, received) =>
      error === undefined && received.kind === 'rendered' && /(?:^|[&|(!])(?:"|%22)[^&|()]*!=/.test(filter),
  },
  {
    id: 'filters-are-read-whole-or-refused',
    applies: ({ filter, error }, received) =>
      error === undefined && received.kind === 'refused' && /\)[^&|)]|!(?:$|[&|)])/.test(filter),
  },
  {
    id: 'negations-nest',
    applies: ({ filter, error }, received) =>
      error?.includes('unexpected') === true && received.kind === 'rendered' && filter.includes('!!'),
  },
  {
    id: 'values-are-encoded-after-less-than',
    applies: ({ assign, normalized, filter }, received) =>
      received.kind === 'rendered' &&
      /<|%3C/i.test(filter) &&
      received.assign === assign &&
      decodeURIComponent(received.normalized) === decodeURIComponent(normalized ?? ''),
  },
]
