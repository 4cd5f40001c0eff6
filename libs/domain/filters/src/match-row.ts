import { AppError } from '@director/errors'
import type { Expression, Filter } from './filter.js'
import { isInNetwork, parseNetwork, type Network } from './network.js'
import { compareTexts, looselyEqual } from './values/compare.js'
import { textOf } from './values/text.js'
import { isList, isObject, type Row, type Value } from './values/value.js'
import { wildcardTest } from './wildcard.js'

/** A filter made ready: tells whether a row matches. */
export type RowTest = (row: Row) => boolean

/** What a filter on rows may contain beyond plain comparisons. */
export interface RowFilterOptions {
  /** `address=10.0.0.0/8` means "lies in that network". On for property modifiers, off for sync rules. */
  readonly networks?: boolean
}

/**
 * Makes a filter ready for testing many rows.
 *
 * A column the row does not have never equals anything, so `!=` on it matches; null equals the empty text; lists
 * match when one element does; `<` and its kin compare as numbers when both sides look like numbers.
 *
 * @see Director: filter expressions of property modifiers and of sync rules
 */
export function compileRowFilter(filter: Filter, options: RowFilterOptions = {}): RowTest {
  if (filter.kind === 'not') {
    const member = compileRowFilter(filter.member, options)
    return (row) => !member(row)
  }
  if (filter.kind === 'expression') return compileExpression(filter, options)
  const members = filter.members.map((member) => compileRowFilter(member, options))
  return filter.kind === 'and'
    ? (row) => members.every((member) => member(row))
    : (row) => members.some((member) => member(row))
}

function compileExpression(expression: Expression, options: RowFilterOptions): RowTest {
  const { column, operator } = expression
  if (operator === '=' || operator === '!=') {
    const test = valueTest(expression.value, options)
    const matches: RowTest = (row) => Object.hasOwn(row, column) && test(row[column] ?? null)
    return operator === '=' ? matches : (row) => !matches(row)
  }
  if (typeof expression.value === 'object') {
    throw new AppError('filter.syntax', `filter on "${column}": a list cannot be compared with ${operator}`, {
      expected: 'a single value',
      received: `(${expression.value.join('|')})`,
    })
  }
  const border = expression.value === true ? '1' : expression.value
  const decide = orderTest(operator)
  return (row) => {
    const value = row[column]
    if (value === undefined || value === null || !Object.hasOwn(row, column) || isStructured(value))
      return false
    return decide(compareTexts(textOf(value), border))
  }
}

function valueTest(expected: Expression['value'], options: RowFilterOptions): (value: Value) => boolean {
  if (typeof expected === 'object') {
    return (value) =>
      elementsOf(value).some((element) => expected.some((member) => looselyEqual(element, member)))
  }
  const text = expected === true ? '1' : expected
  const network = options.networks === true ? parseNetwork(text) : undefined
  if (network !== undefined) return (value) => elementsOf(value).some((element) => liesIn(element, network))
  if (text.includes('*')) {
    const test = wildcardTest(text)
    return (value) =>
      elementsOf(value).some((element) => element !== null && isTextual(element) && test(textOf(element)))
  }
  return (value) =>
    isList(value)
      ? value.some((element) => looselyEqual(text, element))
      : !isObject(value) && textOf(value) === text
}

function liesIn(value: Value, network: Network): boolean {
  return typeof value === 'string' && isInNetwork(value, network)
}

/**
 * Makes a test of single values ready: the same text, or `*` for any characters; upper and lower case matter.
 *
 * @see Director: the wildcard method of the modifiers that filter
 */
export function compileValueTest(pattern: string): (value: Value) => boolean {
  return valueTest(pattern, {})
}

/** The order test of an operator, for results of a comparison. */
export function orderTest(operator: '<' | '>' | '<=' | '>='): (order: number) => boolean {
  if (operator === '<') return (order) => order < 0
  if (operator === '>') return (order) => order > 0
  return operator === '<=' ? (order) => order <= 0 : (order) => order >= 0
}

/** The elements of a list; any other value is its own only element. */
export function elementsOf(value: Value): readonly Value[] {
  return isList(value) ? value : [value]
}

function isTextual(value: Value): boolean {
  return !isStructured(value)
}

function isStructured(value: Value): boolean {
  return isList(value) || isObject(value)
}
