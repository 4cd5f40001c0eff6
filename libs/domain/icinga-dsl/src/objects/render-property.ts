import { AppError } from '@director/errors'
import type { JsonValue, PropertyDescription, PropertyKind } from '@director/icinga-objects'
import { renderInterval } from '../values/interval.js'
import { INDENT, renderKeyValue, renderList } from '../values/layout.js'
import { renderNumber } from '../values/number.js'
import { renderRanges } from '../values/ranges.js'
import { renderString } from '../values/string.js'
import { isList } from '../values/value.js'
import { renderAssignRule } from './assign-rule.js'

/**
 * The line (or lines) of one property; empty for a property Icinga does not see or whose value is Icinga's default.
 *
 * @throws AppError `config.invalid-value` when the value is not of the property's kind, `filter.…` for a wrong filter
 */
export function renderProperty(property: PropertyDescription, value: JsonValue): string {
  if (!property.rendered || value === null || value === property.default) return ''
  if (property.kind === 'filter') return `${INDENT}${renderAssignRule(textOf(value, property))}\n`
  const rendered = renderPropertyValue(property, value)
  return renderKeyValue(property.renderedAs ?? property.name, rendered, INDENT)
}

function renderPropertyValue(property: PropertyDescription, value: JsonValue): string {
  switch (property.kind) {
    case 'boolean':
      return String(typeof value === 'boolean' ? value : refuse(property, value))
    case 'number':
      return renderNumber(numberOf(value, property), 6)
    case 'interval':
      return renderInterval(numberOf(value, property))
    case 'references':
    case 'enumerations':
      return renderList(listOf(value, property).map((name) => renderString(textOf(name, property))))
    case 'ranges':
      return renderRanges(isRecord(value) ? value : refuse(property, value))
    case 'string':
    case 'text':
    case 'reference':
    case 'enumeration':
    case 'filter':
      return renderString(textOf(value, property))
  }
}

function textOf(value: JsonValue, property: PropertyDescription): string {
  return typeof value === 'string' ? value : refuse(property, value)
}

function numberOf(value: JsonValue, property: PropertyDescription): number {
  return typeof value === 'number' ? value : refuse(property, value)
}

function listOf(value: JsonValue, property: PropertyDescription): readonly JsonValue[] {
  return isList(value) ? value : refuse(property, value)
}

function isRecord(value: JsonValue): value is { readonly [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !isList(value)
}

const STORED_AS: Readonly<Record<PropertyKind, string>> = {
  string: 'text',
  text: 'text',
  boolean: 'true or false',
  interval: 'a number of seconds',
  number: 'a number',
  reference: 'a name',
  references: 'a list of names',
  ranges: 'days with times',
  filter: 'a filter expression',
  enumeration: 'a word',
  enumerations: 'a list of words',
}

function refuse(property: PropertyDescription, value: JsonValue): never {
  throw new AppError('config.invalid-value', `property ${property.name} cannot be rendered`, {
    expected: STORED_AS[property.kind],
    received: JSON.stringify(value).slice(0, 60),
    remedy: 'Save the object again with a correct value',
  })
}
