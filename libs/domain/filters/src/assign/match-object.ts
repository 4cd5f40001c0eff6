import type { Expression, Filter } from '../filter.js'
import { elementsOf, orderTest } from '../match-row.js'
import { containedIn, valueOf } from './render-assign.js'
import { compareTexts, isEmpty, looselyEqual } from '../values/compare.js'
import { textOf } from '../values/text.js'
import { isList, isObject, type Value } from '../values/value.js'
import { wildcardTest } from '../wildcard.js'

/** Gives the resolved value of a column such as `host.vars.os`; undefined when the object does not have it. */
export type ColumnReader = (column: string) => Value | undefined

/** An assign filter made ready: tells whether an object matches. */
export type ObjectTest = (read: ColumnReader) => boolean

/**
 * Makes an assign filter ready for testing objects, with the verdict Icinga will come to.
 *
 * `=true` means "not empty", `=false` "empty or missing", null equals a missing column, wildcards disregard case,
 * lists match by element.
 *
 * @throws AppError `filter.json` when a stored value is not JSON
 * @see Director: group memberships and lists of "applied to" objects
 */
export function compileObjectFilter(filter: Filter): ObjectTest {
  if (filter.kind === 'not') {
    const member = compileObjectFilter(filter.member)
    return (read) => !member(read)
  }
  if (filter.kind === 'expression') return compileExpression(filter)
  const members = filter.members.map(compileObjectFilter)
  return filter.kind === 'and'
    ? (read) => members.every((member) => member(read))
    : (read) => members.some((member) => member(read))
}

/**
 * Reads columns of one object, given flat (`vars.a.b` as a name) or nested, with or without its type in front.
 *
 * @example objectReader('host', { name: 'web1', vars: { os: 'Linux' } })('host.vars.os') // 'Linux'
 */
export function objectReader(type: string, object: Readonly<Record<string, Value>>): ColumnReader {
  return (column) => {
    const path = column.startsWith(`${type}.`) ? column.slice(type.length + 1) : column
    return readPath(object, path)
  }
}

function readPath(object: Readonly<Record<string, Value>>, path: string): Value | undefined {
  if (Object.hasOwn(object, path)) return object[path]
  for (let dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
    const name = path.slice(0, dot)
    const inner = Object.hasOwn(object, name) ? object[name] : undefined
    const found = isObject(inner) ? readPath(inner, path.slice(dot + 1)) : undefined
    if (found !== undefined) return found
  }
  return undefined
}

function compileExpression(expression: Expression): ObjectTest {
  if (expression.column.startsWith('"')) {
    const { needle, column } = containedIn(expression)
    const test = equalityTest(needle)
    const contains: ObjectTest = (read) => test(read(column))
    return expression.operator === '=' ? contains : (read) => !contains(read)
  }
  const { column, operator } = expression
  const value = expression.value === true ? true : valueOf(expression)
  if (operator === '=') {
    const test = equalityTest(value)
    return (read) => test(read(column))
  }
  if (operator === '!=') {
    const test = typeof value === 'boolean' ? scalarTest(value) : equalityTest(value)
    return (read) => !test(read(column))
  }
  const decide = orderTest(operator)
  const border = textOf(value)
  return (read) => {
    const own = read(column)
    if (own === undefined || own === null || isList(own) || isObject(own)) return false
    return decide(compareTexts(textOf(own), border))
  }
}

type Test = (value: Value | undefined) => boolean

function equalityTest(expected: Value): Test {
  if (expected === true) return (value) => !isEmpty(value)
  if (expected === false) return isEmpty
  if (expected === null) return (value) => value === undefined || value === null
  if (isList(expected)) {
    return (value) =>
      value !== undefined &&
      elementsOf(value).some((element) => expected.some((member) => looselyEqual(element, member)))
  }
  if (typeof expected === 'string' && expected.includes('*')) {
    const test = wildcardTest(expected, false)
    return (value) =>
      !isEmpty(value) && elementsOf(value ?? null).some((element) => isText(element) && test(textOf(element)))
  }
  return scalarTest(expected)
}

function scalarTest(expected: Value): Test {
  const text = textOf(expected)
  return (value) => {
    if (value === undefined || isObject(value)) return false
    return isList(value) ? value.some((element) => looselyEqual(text, element)) : textOf(value) === text
  }
}

function isText(value: Value): boolean {
  return !isList(value) && !isObject(value)
}
