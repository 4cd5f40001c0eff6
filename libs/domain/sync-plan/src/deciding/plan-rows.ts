import { within } from '@director/errors'
import type { RowGroup } from '../rows/row-group.js'
import type { CompiledRule } from '../rule/compile-rule.js'
import { evaluateExpression } from '../rule/expression.js'
import { isName, ObjectDraft, type DesiredObject } from './desired-object.js'

/**
 * What became of the rows of one key: an object, or only its name when the rule's filter hides all of its rows.
 * A hidden object is neither changed nor purged.
 */
export type PlannedRows =
  | { readonly kind: 'desired'; readonly object: DesiredObject }
  | { readonly kind: 'hidden'; readonly key: string; readonly name: string }

/**
 * Applies a rule's properties, in their order, to the rows of one key.
 *
 * @throws AppError with key and property in its message: `sync.expression-failed`, `sync.value-refused`,
 *   `sync.name-missing`
 */
export function planRows(rule: CompiledRule, group: RowGroup): PlannedRows {
  const visible = visibleRows(rule, group)
  if (visible.rows.size === 0) return { kind: 'hidden', key: group.key, name: hiddenName(rule, group) }
  const draft = new ObjectDraft(rule, group.key)
  for (const property of rule.properties) {
    const row = visible.rows.get(property.source)
    if (row === undefined || property.filter?.(row) === false) continue
    try {
      draft.apply(property, evaluateExpression(property.expression, row))
    } catch (error) {
      throw within(`key "${group.key}": property "${property.field}"`, error)
    }
  }
  return { kind: 'desired', object: draft.finished() }
}

function visibleRows(rule: CompiledRule, group: RowGroup): RowGroup {
  const { filter } = rule
  if (filter === undefined) return group
  return { ...group, rows: new Map([...group.rows].filter(([, row]) => filter(row))) }
}

// Rows hidden by the filter still protect their object from the purge, under the name they would have given it.
function hiddenName(rule: CompiledRule, group: RowGroup): string {
  for (const property of rule.properties.toReversed()) {
    const row = property.destination.kind === 'name' ? group.rows.get(property.source) : undefined
    if (row === undefined) continue
    try {
      const name = evaluateExpression(property.expression, row)
      if (isName(name)) return String(name)
    } catch {
      // A row the rule does not look at cannot fail it; the key is the next best name.
    }
  }
  return group.key
}
