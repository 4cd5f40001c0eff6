/** How an expression compares its column with its value. */
export type Operator = '=' | '!=' | '<' | '>' | '<=' | '>='

/** One comparison of a filter. */
export interface Expression {
  readonly kind: 'expression'
  readonly column: string
  readonly operator: Operator
  /** Text as written (decoded), the members of `(a|b)`, or true for a column that stands alone. */
  readonly value: string | readonly string[] | true
}

/** Several filters joined by `&` or `|`; without members it matches everything (and) or nothing (or). */
export interface Chain {
  readonly kind: 'and' | 'or'
  readonly members: readonly Filter[]
}

/** The opposite of a filter. */
export interface Negation {
  readonly kind: 'not'
  readonly member: Filter
}

/** A filter as Icinga Web 2 and Director write it into a query string. */
export type Filter = Expression | Chain | Negation

/** Tells whether a filter says nothing, so that every row matches. */
export function isEmptyFilter(filter: Filter): boolean {
  return filter.kind === 'and' && filter.members.length === 0
}
