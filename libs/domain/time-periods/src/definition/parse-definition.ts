import type { DayHours } from '../grammar/day-run.js'
import { icingaTypeOf } from './icinga-value.js'
import { parseRanges } from './parse-ranges.js'
import { quoted, type PeriodProblem } from './problem.js'

/** A definition that was understood. Attributes that were not given are undefined, so that imports can fill them. */
export interface ParsedPeriod {
  readonly name?: string
  readonly displayName?: string
  readonly ranges?: readonly DayHours[]
  readonly includes?: readonly string[]
  readonly excludes?: readonly string[]
  readonly preferIncludes?: boolean
  readonly imports?: readonly string[]
}

/** The outcome of reading a definition: the period, or every fault in it. */
export type ParsedDefinition =
  | { readonly kind: 'valid'; readonly period: ParsedPeriod }
  | { readonly kind: 'invalid'; readonly problems: readonly PeriodProblem[] }

const attributes = ['name', 'displayName', 'ranges', 'includes', 'excludes', 'preferIncludes', 'imports']

/**
 * Reads a definition from whatever was given (JSON, YAML, a database column) and reports all faults at once.
 *
 * Among the faults of `ranges` the first is the one Icinga 2 reports, in its own words (`icinga`).
 * Definitions that make Icinga 2 hang are refused.
 *
 * @example parsePeriod({ ranges: { 'day 1-15': '09:00-17:00' } }) // invalid: ranges["day 1-15"]: …
 */
export function parsePeriod(given: unknown): ParsedDefinition {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    return { kind: 'invalid', problems: [wrongType('definition', 'a dictionary', given)] }
  }
  const fields = new Map<string, unknown>(Object.entries(given))
  const { ranges, problems: rangeProblems } = parseRanges(fields.get('ranges'))
  const problems: PeriodProblem[] = [...rangeProblems]
  for (const key of fields.keys()) {
    if (!attributes.includes(key)) problems.push(unknownAttribute(key))
  }
  const period: ParsedPeriod = {
    ...named('name', textOf(fields, 'name', problems)),
    ...named('displayName', textOf(fields, 'displayName', problems)),
    ...named('ranges', fields.get('ranges') == null ? undefined : ranges),
    ...named('includes', namesOf(fields, 'includes', problems)),
    ...named('excludes', namesOf(fields, 'excludes', problems)),
    ...named('preferIncludes', booleanOf(fields, 'preferIncludes', problems)),
    ...named('imports', namesOf(fields, 'imports', problems)),
  }
  return problems.length > 0 ? { kind: 'invalid', problems } : { kind: 'valid', period }
}

function named<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  const result: { [K in Key]?: Value } = {}
  if (value !== undefined) result[key] = value
  return result
}

type Fields = ReadonlyMap<string, unknown>

function textOf(fields: Fields, key: string, problems: PeriodProblem[]): string | undefined {
  const value = fields.get(key) ?? undefined
  if (value === undefined || typeof value === 'string') return value
  problems.push(wrongType(key, 'text', value))
  return undefined
}

function booleanOf(fields: Fields, key: string, problems: PeriodProblem[]): boolean | undefined {
  const value = fields.get(key) ?? undefined
  if (value === undefined || typeof value === 'boolean') return value
  problems.push(wrongType(key, 'true or false', value))
  return undefined
}

function namesOf(fields: Fields, key: string, problems: PeriodProblem[]): readonly string[] | undefined {
  const value = fields.get(key) ?? undefined
  if (value === undefined) return undefined
  if (!Array.isArray(value)) {
    problems.push(wrongType(key, 'a list of names', value))
    return undefined
  }
  const names: string[] = []
  for (const [position, name] of value.entries()) {
    if (typeof name === 'string' && name !== '') names.push(name)
    else problems.push(wrongType(`${key}[${position}]`, 'a name', name))
  }
  return names
}

function wrongType(place: string, expected: string, value: unknown): PeriodProblem {
  const received = typeof value === 'string' ? quoted(value) : icingaTypeOf(value)
  return { kind: 'wrong-type', place, expected, received }
}

function unknownAttribute(key: string): PeriodProblem {
  return {
    kind: 'unknown-attribute',
    place: quoted(key),
    expected: `one of ${attributes.join(', ')}`,
    received: key,
  }
}
