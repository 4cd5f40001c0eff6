import { AppError, within } from '@director/errors'
import type { Expression, Filter } from '../filter.js'
import { parseFilter } from '../parse-filter.js'
import { printFilter } from '../print-filter.js'
import { renderValue } from './render-value.js'
import { decodeJson } from '../values/decode-json.js'
import { isList, type Value } from '../values/value.js'

/**
 * Writes a stored assign filter as Icinga's `assign where …` or `ignore where …`.
 *
 * @param text the filter as stored; its values are JSON (`host.name=%22web%2A%22`)
 * @throws AppError `filter.syntax`, `filter.json` or `filter.value`
 * @see Director: assign filters of apply rules and groups
 * @example renderAssignFilter('host.name=%22web1%22', 'assign') // 'assign where host.name == "web1"'
 */
export function renderAssignFilter(text: string, kind: 'assign' | 'ignore'): string {
  try {
    return `${kind} where ${renderCondition(parseFilter(text))}`
  } catch (error) {
    throw error instanceof AppError && error.code === 'filter.syntax'
      ? error
      : within(`filter "${text}"`, error)
  }
}

/** The condition alone, as it stands after `where`. */
export function renderCondition(filter: Filter): string {
  if (filter.kind === 'not') return `!(${renderCondition(filter.member)})`
  if (filter.kind === 'expression') return renderExpression(filter)
  return filter.members.map(renderMember).join(filter.kind === 'or' ? ' || ' : ' && ')
}

function renderMember(filter: Filter): string {
  const isGroup = (filter.kind === 'and' || filter.kind === 'or') && filter.members.length > 1
  return isGroup ? `(${renderCondition(filter)})` : renderCondition(filter)
}

function renderExpression(expression: Expression): string {
  if (expression.column.startsWith('"')) return renderContains(expression)
  const { column, operator } = expression
  const value = valueOf(expression)
  const rendered = renderValue(value)
  if (operator === '=') return renderEquality(column, value, rendered)
  if (operator === '!=') return renderInequality(column, rendered)
  const isWholeNumber = typeof value === 'string' && /^\d+$/.test(value)
  return `${column} ${operator} ${isWholeNumber ? value : rendered}`
}

function renderEquality(column: string, value: Value, rendered: string): string {
  if (isList(value)) return `${column} in ${rendered}`
  if (value === true) return column
  if (value === false) return `! ${column}`
  if (rendered.includes('*')) return `match(${rendered}, ${column})`
  return column.endsWith('.groups') ? `${rendered} in ${column}` : `${column} == ${rendered}`
}

function renderInequality(column: string, rendered: string): string {
  if (rendered.includes('*')) return `! match(${rendered}, ${column})`
  return column.endsWith('.groups') ? `!(${rendered} in ${column})` : `${column} != ${rendered}`
}

/** `"web"=host.groups`: the value stands first and the column holds a list. */
function renderContains(expression: Expression): string {
  const { needle, column } = containedIn(expression)
  const rendered = renderValue(needle)
  const test = needle.includes('*') ? `match(${rendered}, ${column}, MatchAny)` : `${rendered} in ${column}`
  return expression.operator === '=' ? test : `!(${test})`
}

/**
 * The value and the column of a filter that has the value first.
 *
 * @throws AppError `filter.syntax` when no column follows
 */
export function containedIn(expression: Expression): { readonly needle: string; readonly column: string } {
  const needle = decoded(expression.column, expression)
  const column = expression.value
  const isEquality = expression.operator === '=' || expression.operator === '!='
  if (typeof column === 'string' && column !== '' && isEquality && typeof needle === 'string')
    return { needle, column }
  throw new AppError('filter.syntax', `filter "${printFilter(expression)}" has its value first`, {
    expected: 'a text, then = or !=, then a column',
    received: printFilter(expression),
  })
}

/**
 * The JSON value of an expression; a column standing alone has the value 1.
 *
 * @throws AppError `filter.json` when the stored value is not JSON
 */
export function valueOf(expression: Expression): Value {
  if (expression.value === true) return 1
  return decoded(
    typeof expression.value === 'string' ? expression.value : `(${expression.value.join('|')})`,
    expression,
  )
}

function decoded(json: string, expression: Expression): Value {
  const result = decodeJson(json)
  if (result.kind === 'value') return result.value
  throw new AppError('filter.json', `the value of "${expression.column}" is not JSON`, {
    expected: 'JSON, for example "text" in double quotes, 5, true or ["a","b"]',
    received: json,
  })
}
