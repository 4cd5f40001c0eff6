import { decodeJson, isList, isObject, type Row, type Value } from '@director/filters'
import { z } from 'zod'

const Line = z.object({
  id: z.string(),
  modifier: z.string(),
  settings: z.record(z.string(), z.unknown()),
  property: z.string().default('value'),
  target: z.string().nullish(),
  rows: z.array(z.custom<Row>((row) => typeof row === 'object')).optional(),
  output_rows: z.array(z.custom<Row>((row) => typeof row === 'object')).optional(),
  input: z.custom<Value>().optional(),
  output: z.custom<Value>().optional(),
  error: z.string().optional(),
})

/** One line of a golden file of property modifiers. */
export interface ModifierCase {
  readonly id: string
  /** Director's short name, `StripDomain`. */
  readonly modifier: string
  readonly settings: Readonly<Record<string, unknown>>
  readonly property: string
  readonly target: string | null
  /** Rows before; a single value stands in the column `value`. */
  readonly rows: readonly Row[]
  readonly expected: Expected
  /** The line as it is written, where `3.0` can still be told from `3`. */
  readonly line: string
}

/** What Director made of it. */
export type Expected =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'rows'; readonly rows: readonly Row[] }
  | { readonly kind: 'error'; readonly message: string }

/** Reads one line; whole numbers keep all their digits, `{"$base64": …}` becomes bytes. */
export function parseModifierCase(line: string): ModifierCase {
  const decoded = decodeJson(line)
  if (decoded.kind === 'invalid') throw new SyntaxError(`${decoded.reason}: ${line}`)
  const parsed = Line.parse(withBytes(decoded.value))
  return {
    id: parsed.id,
    modifier: parsed.modifier,
    settings: parsed.settings,
    property: parsed.property,
    target: parsed.target ?? null,
    rows: parsed.rows ?? [{ value: parsed.input ?? null }],
    expected: expectedOf(parsed),
    line,
  }
}

function expectedOf(parsed: z.infer<typeof Line>): Expected {
  if (parsed.error !== undefined) return { kind: 'error', message: parsed.error }
  if (parsed.output_rows !== undefined) return { kind: 'rows', rows: parsed.output_rows }
  return { kind: 'value', value: parsed.output ?? null }
}

function withBytes(value: Value): Value {
  if (isList(value)) return value.map(withBytes)
  if (!isObject(value)) return value
  if (typeof value['$base64'] === 'string') return new Uint8Array(Buffer.from(value['$base64'], 'base64'))
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withBytes(inner)]))
}
