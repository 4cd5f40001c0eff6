import { AppError } from '@director/errors'
import {
  isEmptyFilter,
  parseFilter,
  renderAssignFilter,
  type Expression,
  type Filter,
} from '@director/filters'

// `host.vars.os`, `host.vars["odd name"]`
const COLUMN = /^[A-Za-z_]\w*(\.[A-Za-z_]\w*|\["([^"\\\n]|\\.)*"\])*$/

/**
 * A stored filter as `assign where …`. Columns become part of Icinga's language as they are, so anything but the name of
 * an attribute is refused: a filter that came from outside must not bring statements of its own.
 *
 * @throws AppError `filter.column` or `filter.empty`; `filter.syntax`, `filter.json`, `filter.value` as the filter library
 */
export function renderAssignRule(text: string): string {
  const filter = parseFilter(text)
  if (isEmptyFilter(filter)) {
    throw new AppError('filter.empty', 'the filter is empty', {
      expected: 'a condition such as host.vars.os="Linux"',
      remedy: 'Remove the filter or write a condition',
    })
  }
  const wrong = expressionsOf(filter)
    .map(columnOf)
    .find((column) => !COLUMN.test(column))
  if (wrong === undefined) return renderAssignFilter(text, 'assign')
  throw new AppError('filter.column', 'the filter compares something that is not an attribute', {
    expected: 'names such as host.vars.os or host.vars["odd name"]',
    received: wrong.slice(0, 100),
  })
}

function expressionsOf(filter: Filter): readonly Expression[] {
  if (filter.kind === 'expression') return [filter]
  return filter.kind === 'not' ? expressionsOf(filter.member) : filter.members.flatMap(expressionsOf)
}

/** With the value first (`"web"=host.groups`) the column stands behind the operator. */
function columnOf({ column, value }: Expression): string {
  return column.startsWith('"') && typeof value === 'string' ? value : column
}
