import { AppError, within } from '@director/errors'
import { parseFilter, printFilter, renderAssignFilter } from '@director/filters'
import { filterDifferences } from './filter-differences.js'
import { parseFilterCase, type FilterCase } from './filter-case.js'
import type { CheckedCase, Verdict } from '../verdict.js'

/** Renders every filter of a golden file and compares the texts with Director's. */
export function checkFilters(lines: readonly string[]): readonly CheckedCase[] {
  return lines.filter((line) => line.trim() !== '').map((line) => checkFilter(parseFilterCase(line)))
}

function checkFilter(golden: FilterCase): CheckedCase {
  const received = outcomeOf(golden.filter)
  return { id: golden.id, given: golden.filter, verdict: verdictOn(golden, received) }
}

/** What we made of a filter. */
export type FilterOutcome =
  | {
      readonly kind: 'rendered'
      readonly assign: string
      readonly ignore: string
      readonly normalized: string
    }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }

function outcomeOf(filter: string): FilterOutcome {
  try {
    return {
      kind: 'rendered',
      assign: renderAssignFilter(filter, 'assign'),
      ignore: renderAssignFilter(filter, 'ignore'),
      normalized: printFilter(parseFilter(filter)),
    }
  } catch (error) {
    const failure = error instanceof AppError ? error : within('golden run', error)
    return { kind: 'refused', code: failure.code, message: failure.message }
  }
}

function verdictOn(golden: FilterCase, received: FilterOutcome): Verdict {
  if (isSame(golden, received)) return { kind: 'passed' }
  const difference = filterDifferences.find((known) => known.applies(golden, received))
  if (difference !== undefined) return { kind: 'deliberate', difference: difference.id }
  return {
    kind: 'failed',
    expected:
      golden.error === undefined
        ? JSON.stringify([golden.assign, golden.normalized])
        : `error: ${golden.error}`,
    received:
      received.kind === 'refused'
        ? `error: ${received.message}`
        : JSON.stringify([received.assign, received.normalized]),
  }
}

/** Whether Director and we agree: the same texts, or both refuse (the words of a refusal are our own). */
function isSame(golden: FilterCase, received: FilterOutcome): boolean {
  if (received.kind === 'refused')
    return golden.error !== undefined && received.code !== 'internal.unexpected'
  return (
    golden.error === undefined &&
    golden.assign === received.assign &&
    (golden.ignore ?? received.ignore) === received.ignore &&
    (golden.normalized ?? received.normalized) === received.normalized
  )
}
