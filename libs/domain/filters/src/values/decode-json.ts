import { narrow } from './number-text.js'
import { setProperty, type Value } from './value.js'

/** Outcome of {@link decodeJson}. */
export type DecodedJson =
  { readonly kind: 'value'; readonly value: Value } | { readonly kind: 'invalid'; readonly reason: string }

const LONG_NUMBER_OR_SURROGATE = /\d{16}|\\u[dD][89a-fA-F]/
const LARGEST = 9223372036854775807n
const DEEPEST = 512

/**
 * Reads JSON the way Director does: whole numbers keep all their digits up to 64 bits (larger ones become
 * floats), half a surrogate pair is refused.
 */
export function decodeJson(text: string): DecodedJson {
  if (!LONG_NUMBER_OR_SURROGATE.test(text)) {
    try {
      const value: Value = JSON.parse(text)
      return { kind: 'value', value }
    } catch (error) {
      return { kind: 'invalid', reason: reasonOf(error) }
    }
  }
  try {
    return { kind: 'value', value: new JsonReader(text).readDocument() }
  } catch (error) {
    return { kind: 'invalid', reason: reasonOf(error) }
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

class JsonReader {
  private position = 0

  constructor(private readonly text: string) {}

  readDocument(): Value {
    const value = this.readValue(0)
    this.skipSpace()
    return this.position === this.text.length ? value : this.refuse()
  }

  private readValue(depth: number): Value {
    if (depth > DEEPEST) throw new SyntaxError(`more than ${DEEPEST} levels deep`)
    this.skipSpace()
    const next = this.text[this.position]
    if (next === '{') return this.readObject(depth)
    if (next === '[') return this.readList(depth)
    if (next === '"') return this.readString()
    const word = this.take(/true|false|null/y)
    if (word !== undefined) return word === 'null' ? null : word === 'true'
    return this.readNumber()
  }

  private readObject(depth: number): Value {
    const result: Record<string, Value> = {}
    this.position += 1
    if (this.takeSign('}')) return result
    do {
      this.skipSpace()
      const name = this.readString()
      if (!this.takeSign(':')) this.refuse()
      setProperty(result, name, this.readValue(depth + 1))
    } while (this.takeSign(','))
    return this.takeSign('}') ? result : this.refuse()
  }

  private readList(depth: number): Value {
    const result: Value[] = []
    this.position += 1
    if (this.takeSign(']')) return result
    do result.push(this.readValue(depth + 1))
    while (this.takeSign(','))
    return this.takeSign(']') ? result : this.refuse()
  }

  private readString(): string {
    const token = this.take(/"[^"\\]*(?:\\.[^"\\]*)*"/y)
    if (token === undefined) return this.refuse()
    const text: unknown = JSON.parse(token)
    if (typeof text !== 'string' || !isWellFormed(text))
      throw new SyntaxError('half a surrogate pair in a string')
    return text
  }

  private readNumber(): Value {
    const token = this.take(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y)
    if (token === undefined) return this.refuse()
    if (!/^-?\d+$/.test(token)) return Number(token)
    const exact = BigInt(token)
    return exact > LARGEST || exact < -LARGEST - 1n ? Number(token) : narrow(exact)
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position
    const token = pattern.exec(this.text)?.[0]
    this.position += token?.length ?? 0
    return token
  }

  private takeSign(sign: string): boolean {
    this.skipSpace()
    if (this.text[this.position] !== sign) return false
    this.position += 1
    return true
  }

  private skipSpace(): void {
    this.take(/[ \t\n\r]*/y)
  }

  private refuse(): never {
    throw new SyntaxError(`unexpected ${this.text[this.position] ?? 'end'} at position ${this.position + 1}`)
  }
}

function isWellFormed(text: string): boolean {
  return !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text)
}
