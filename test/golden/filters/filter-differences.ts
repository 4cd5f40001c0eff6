import type { FilterCase } from './filter-case.js'

interface FilterDifference {
  /** Its name in docs/decisions/0004-modifier-differences.md. */
  readonly id: string
  readonly applies: (golden: FilterCase, received: 'rendered' | 'refused') => boolean
}

/** Where assign filters deliberately come out differently; the reasons are in decision 0004. */
export const filterDifferences: readonly FilterDifference[] = [
  {
    id: 'contains-keeps-its-negation',
    applies: ({ filter, error }, received) =>
      error === undefined && received === 'rendered' && /(?:^|[&|(!])(?:"|%22)[^&|()]*!=/.test(filter),
  },
  {
    id: 'filter-is-read-whole-or-refused',
    applies: ({ filter, error }, received) =>
      error === undefined && received === 'refused' && /\)[^&|)]|!(?:$|\))/.test(filter),
  },
]
