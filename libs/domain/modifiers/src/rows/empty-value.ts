import { AppError } from '@director/errors'
import { excerptOf, type Row, type Value } from '@director/filters'
import type { RowOutcome } from '../define-modifier.js'

/**
 * What becomes of a row whose value is empty when it should become several rows.
 *
 * @throws AppError `modifier.value` when the choice is to fail
 */
export function outcomeForEmpty(policy: 'reject' | 'fail' | 'keep', value: Value): RowOutcome {
  if (policy === 'reject') return { kind: 'drop' }
  if (policy === 'keep') return { kind: 'keep', value: null }
  throw new AppError('modifier.value', 'no rows can be made of an empty value', {
    expected: 'a value with at least one element',
    received: excerptOf(value),
  })
}

/** One copy of a row per value, each with its value in the target column. */
export function rowPerValue(row: Row, target: string, values: readonly Value[]): RowOutcome {
  return { kind: 'rows', rows: values.map((value) => ({ ...row, [target]: value })) }
}
