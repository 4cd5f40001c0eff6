import { AppError } from '@director/errors'
import type { Chain, Expression, Filter, Operator } from './filter.js'

/**
 * Reads a filter: `a=b&!(c=d|e>5)`, with `*` as wildcard, `a=(x|y)` for lists, values URL-encoded.
 *
 * `&` and `|` on one level must not be mixed without parentheses. Superfluous or trailing operators and
 * parentheses left open at the end are accepted.
 *
 * @throws AppError `filter.syntax` with the position, what was expected and what was found
 * @see Director: Icinga Web 2's query-string filters
 * @example parseFilter('os=linux') // { kind: 'expression', column: 'os', operator: '=', value: 'linux' }
 */
export function parseFilter(text: string): Filter {
  return new FilterReader(text).readFilter()
}

class FilterReader {
  private position = 0

  constructor(private readonly text: string) {}

  readFilter(): Filter {
    const chain = this.readChain(0)
    const [only] = chain.members
    return chain.members.length === 1 && only !== undefined ? only : chain
  }

  private readChain(depth: number): Chain {
    const members: Filter[] = []
    let joiner: string | undefined
    let open = true
    for (let next = this.next(); next !== undefined; next = this.next()) {
      if (next === ')') {
        if (depth === 0) this.refuse('an expression or the end')
        this.position += 1
        break
      }
      if (next === '&' || next === '|') {
        if (members.length === 0) this.refuse('an expression')
        if (joiner !== undefined && joiner !== next) {
          this.refuse(`"${joiner}" (parentheses are needed to mix "&" and "|")`)
        }
        joiner = next
        open = true
        this.position += 1
        continue
      }
      if (!open) this.refuse('"&", "|" or the end')
      members.push(this.readMember(depth))
      open = false
    }
    return { kind: joiner === '|' ? 'or' : 'and', members }
  }

  private readMember(depth: number): Filter {
    if (this.next() === '(') {
      this.position += 1
      return this.readChain(depth + 1)
    }
    if (this.next() !== '!') return this.readExpression()
    this.position += 1
    if (this.isBorder()) this.refuse('an expression or "(" after "!"')
    return { kind: 'not', member: this.readMember(depth) }
  }

  private readExpression(): Expression {
    const start = this.position
    const name = decode(this.readUntil('=()&|><!'))
    if (name === '') this.refuse('a column name')
    const encoded = /^([^<>]*)([<>])(.*)$/su.exec(name)
    if (encoded !== null)
      return this.readEncodedComparison(encoded[1] ?? '', encoded[2] ?? '', encoded[3] ?? '')
    if (this.next() === '(') this.refuse('an operator, "&", "|" or the end')
    if (this.isBorder()) return expression(name, '=', true)
    const operator = this.readOperator(start)
    return expression(name, operator, this.readValue(operator))
  }

  /** `a%3C5` is `a<5`, and `a%3C=5` is `a<=5`: some tools encode the operator. */
  private readEncodedComparison(column: string, sign: string, rest: string): Expression {
    if (this.next() !== '=') return expression(column, sign === '<' ? '<' : '>', rest)
    if (rest !== '') this.refuse('"&", "|" or the end')
    this.position += 1
    const operator = sign === '<' ? '<=' : '>='
    return expression(column, operator, this.readValue(operator))
  }

  private readOperator(start: number): Operator {
    const [, operator] = /^(!=|<=|>=|=|<|>)/.exec(this.text.slice(this.position, this.position + 2)) ?? []
    if (operator === undefined || !isOperator(operator)) {
      this.refuse(`an operator (=, !=, <, >, <=, >=) after "${this.text.slice(start, this.position)}"`)
    }
    this.position += operator.length
    return operator
  }

  private readValue(operator: Operator): string | readonly string[] {
    if (this.next() !== '(') return decode(this.readUntil(')&|><'))
    if (operator !== '=' && operator !== '!=') this.refuse('a single value, lists go with = and != only')
    this.position += 1
    const members = this.readUntil(')').split('|').map(decode)
    if (this.next() !== ')') this.refuse('")" at the end of the list')
    this.position += 1
    return members
  }

  private readUntil(stops: string): string {
    const start = this.position
    while (this.position < this.text.length && !stops.includes(this.text.charAt(this.position)))
      this.position += 1
    return this.text.slice(start, this.position)
  }

  /** Whether the current expression ends here. */
  private isBorder(): boolean {
    const next = this.next()
    return next === undefined || '&|)'.includes(next)
  }

  private next(): string | undefined {
    return this.text[this.position]
  }

  private refuse(expected: string): never {
    const next = this.next()
    const received = next === undefined ? 'the end' : `"${next}"`
    throw new AppError(
      'filter.syntax',
      `filter "${this.text}": unexpected ${received} at position ${this.position + 1}`,
      {
        expected,
        received,
        details: { filter: this.text, position: this.position + 1 },
      },
    )
  }
}

function expression(column: string, operator: Operator, value: Expression['value']): Expression {
  return { kind: 'expression', column: column.trim(), operator, value }
}

function isOperator(text: string): text is Operator {
  return ['=', '!=', '<', '>', '<=', '>='].includes(text)
}

/** URL-decoding that leaves a stray `%` alone instead of failing. */
function decode(text: string): string {
  if (!text.includes('%')) return text
  return text.replace(/(?:%[0-9a-fA-F]{2})+/g, (encoded) => {
    try {
      return decodeURIComponent(encoded)
    } catch {
      return encoded
    }
  })
}
