import { AppError, describeError, errorLine, within } from '@director/errors'
import { getObjectType, type ObjectType } from '@director/icinga-objects'
import { parseDestination, type Destination } from './destination.js'
import { parseExpression, type Expression } from './expression.js'
import { parseRowFilter, type RowFilter } from './row-filter.js'
import type { SyncProperty, SyncRule } from './sync-rule.js'

/** A property of a rule, ready to be applied to rows. */
export interface CompiledProperty {
  readonly source: string
  readonly expression: Expression
  readonly destination: Destination
  /** As written, for messages. */
  readonly field: string
  readonly filter: RowFilter | undefined
  readonly replacesVars: boolean
}

/** A rule whose expressions, destinations and filters were parsed once. */
export interface CompiledRule {
  readonly rule: SyncRule
  readonly type: ObjectType
  /** In order of their first property. */
  readonly sources: readonly string[]
  readonly filter: RowFilter | undefined
  readonly properties: readonly CompiledProperty[]
}

/**
 * Parses everything in a rule that can be wrong without looking at data.
 *
 * @throws AppError `sync.invalid-rule` listing every problem; `object-type.unknown`
 */
export function compileRule(rule: SyncRule): CompiledRule {
  const type = getObjectType(rule.objectType)
  const problems: AppError[] = []
  const attempt = <Result>(place: string, work: () => Result): Result | undefined => {
    try {
      return work()
    } catch (error) {
      problems.push(within(place, error))
      return undefined
    }
  }
  const filter = attempt('filter', () =>
    rule.filter === undefined ? undefined : parseRowFilter(rule.filter),
  )
  const properties = rule.properties.map((property, index) =>
    attempt(`property ${index + 1}`, () => compileProperty(property, type)),
  )
  if (problems.length > 0) throw invalidRule(rule, problems)
  return {
    rule,
    type,
    sources: [...new Set(rule.properties.map((property) => property.source))],
    filter,
    properties: properties.filter((property) => property !== undefined),
  }
}

function compileProperty(property: SyncProperty, type: ObjectType): CompiledProperty {
  const destination = parseDestination(property.destination, type)
  return {
    source: property.source,
    expression: parseExpression(property.expression),
    destination,
    field: property.destination,
    filter: property.filter === undefined ? undefined : parseRowFilter(property.filter),
    replacesVars: destination.kind === 'all-vars' && property.mergePolicy === 'override',
  }
}

function invalidRule(rule: SyncRule, problems: readonly AppError[]): AppError {
  const lines = problems.map((problem) => errorLine(describeError(problem)))
  return new AppError('sync.invalid-rule', `sync rule "${rule.name}": ${lines.join('; ')}`, {
    details: { rule: rule.name, problems: lines },
    remedy: 'Correct the rule',
  })
}
