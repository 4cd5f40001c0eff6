import { AppError } from '@director/errors'
import { excerptOf, kindOf, type Value } from '@director/filters'

/** A choice an operator makes for values that cannot be used. */
export type FailurePolicy = 'null' | 'keep' | 'fail'

/**
 * The result for a value that cannot be used.
 *
 * @throws AppError `modifier.value` when the policy is to fail
 */
export function failed(policy: FailurePolicy, value: Value, problem: string, expected: string): Value {
  if (policy === 'null') return null
  if (policy === 'keep') return value
  throw new AppError('modifier.value', problem, { expected, received: excerptOf(value) })
}

/** A value of a kind the modifier does not take. */
export function wrongKind(value: Value, expected: string): AppError {
  return new AppError('modifier.value', `expected ${expected}, received ${kindOf(value)}`, {
    expected,
    received: excerptOf(value),
  })
}
