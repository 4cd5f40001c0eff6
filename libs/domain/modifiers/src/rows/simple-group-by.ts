import { AppError } from '@director/errors'
import { compareValues, isList, isObject, setProperty, textOf, type Row, type Value } from '@director/filters'
import { z } from 'zod'
import { defineModifier } from '../define-modifier.js'
import { keyOf } from '../settings/array-key.js'
import { textSetting } from '../settings/stored-settings.js'

const Settings = z.object({
  aggregation_columns: textSetting({
    title: 'Aggregation columns',
    description: 'Columns, separated by commas, that become lists; of all others the first row counts',
  }).transform((columns) =>
    columns
      .split(',')
      .map((column) => column.trim())
      .filter((column) => column !== ''),
  ),
})

interface Group {
  readonly row: Readonly<Record<string, Value>>
  /** Values of each aggregated column, by their text, in the order they came. */
  readonly lists: ReadonlyMap<string, Map<string, Value>>
}

/**
 * Makes one row of all rows with the same value.
 *
 * Holds one row per group back until all rows have come.
 */
export const simpleGroupBy = defineModifier({
  type: 'director.simple-group-by',
  title: 'Group by a column, aggregate others',
  description: 'Makes one row of all rows with the same value; chosen columns become sorted lists',
  shape: 'row',
  acrossRows: 'holds',
  settings: Settings,
  begin: () => new Map<string, Group>(),
  apply: (value, { aggregation_columns: columns }, { row, memory: groups, property, target }) => {
    const misplaced = columns.find((column) => column === property || column === target)
    if (misplaced !== undefined) throw groupsByItself(misplaced)
    const key = keyOf(value)
    const group = groups.get(key) ?? {
      row: { ...row, [target]: value },
      lists: new Map(columns.map((column) => [column, new Map()])),
    }
    groups.set(key, group)
    for (const column of columns) collect(row[column] ?? null, group.lists.get(column))
    return { kind: 'drop' }
  },
  release: (groups) => [...groups.values()].map(closeGroup),
})

function collect(value: Value, list: Map<string, Value> | undefined): void {
  if (value === null || list === undefined) return
  const text =
    isList(value) || isObject(value) ? `json ${JSON.stringify(value, bigintAsText)}` : `text ${textOf(value)}`
  if (!list.has(text)) list.set(text, value)
}

function closeGroup({ row, lists }: Group): Row {
  const closed: Record<string, Value> = { ...row }
  for (const [column, byText] of lists) {
    const values = [...byText.values()]
    const isStructured = values.some((value) => isList(value) || isObject(value))
    setProperty(closed, column, isStructured ? values : values.sort(compareValues))
  }
  return closed
}

function bigintAsText(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}

function groupsByItself(column: string): AppError {
  return new AppError('modifier.settings', `column "${column}" cannot be grouped by and aggregated at once`, {
    expected: 'aggregation columns other than the property and its target',
    received: column,
  })
}
