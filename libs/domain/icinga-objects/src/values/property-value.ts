import { parseRanges } from '@director/time-periods'
import type { JsonValue } from '../icinga-object.js'
import type { PropertyDescription, TextProperty } from '../types/property.js'
import { parseInterval } from './interval.js'

/** What {@link readPropertyValue} found: the stored form, nothing (null), or what would have been right. */
export type PropertyReading =
  | { readonly kind: 'value'; readonly value: JsonValue }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'refused'; readonly expected: string }

const NOTHING: PropertyReading = { kind: 'nothing' }

/**
 * Brings a written or imported value to the form a property is stored in. Empty text, empty lists and null are nothing.
 *
 * @see Director: booleans may be written `y`, `n`, `true`, `false`, `1`, `0`; intervals as seconds or `1d 2h`
 * @example readPropertyValue({ name: 'volatile', kind: 'boolean', rendered: true }, 'y') // value true
 */
export function readPropertyValue(property: PropertyDescription, raw: JsonValue): PropertyReading {
  if (raw === null || raw === '') return NOTHING
  switch (property.kind) {
    case 'string':
    case 'text':
      return readText(property, raw)
    case 'boolean':
      return read(readBoolean(raw), 'true, false, y, n, 1 or 0')
    case 'interval':
      return read(readInterval(raw), 'seconds or an interval such as "1h 30m"')
    case 'number':
      return read(readNumber(raw), 'a number')
    case 'reference':
      return read(readName(raw), 'one name')
    case 'references':
      return readList(raw, 'a name or a list of names')
    case 'ranges':
      return readRanges(raw)
    case 'filter':
      return read(typeof raw === 'string' ? raw : undefined, 'a filter such as host.name="web*"')
    case 'enumeration':
      return read(
        property.values.find((word) => word === raw),
        `one of ${property.values.join(', ')}`,
      )
    case 'enumerations':
      return readWords(property.values, raw)
  }
}

/** Reads y/n, true/false, 1/0 in any of their spellings; undefined for everything else. */
export function readBoolean(raw: JsonValue): boolean | undefined {
  if (raw === true || raw === 1) return true
  if (raw === false || raw === 0) return false
  if (typeof raw !== 'string') return undefined
  if (['y', 'true', '1'].includes(raw)) return true
  return ['n', 'false', '0'].includes(raw) ? false : undefined
}

/** Reads one name or a list of names; nulls and empty names are left out, numbers become text. Undefined: not names. */
export function readNames(raw: JsonValue): readonly string[] | undefined {
  if (raw === null || raw === '') return []
  if (!Array.isArray(raw)) {
    const name = readName(raw)
    return name === undefined ? undefined : [name]
  }
  const written: readonly JsonValue[] = raw
  const names = written.filter((entry) => entry !== null && entry !== '').map(readName)
  return names.every((name) => name !== undefined) ? [...new Set(names)] : undefined
}

function read(value: JsonValue | undefined, expected: string): PropertyReading {
  return value === undefined ? { kind: 'refused', expected } : { kind: 'value', value }
}

function readName(raw: JsonValue): string | undefined {
  if (typeof raw === 'number') return String(raw)
  return typeof raw === 'string' && raw.length <= 255 ? raw : undefined
}

function readText(property: TextProperty, raw: JsonValue): PropertyReading {
  if (typeof raw === 'object') return { kind: 'refused', expected: 'text' }
  const text = String(raw)
  if (text.length <= (property.maximumLength ?? Infinity)) return { kind: 'value', value: text }
  return { kind: 'refused', expected: `at most ${property.maximumLength} characters` }
}

function readInterval(raw: JsonValue): number | undefined {
  return typeof raw === 'string' || typeof raw === 'number' ? parseInterval(raw) : undefined
}

function readNumber(raw: JsonValue): number | undefined {
  const value = typeof raw === 'string' && /^-?\d+(\.\d+)?$/.test(raw.trim()) ? Number(raw) : raw
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

function readList(raw: JsonValue, expected: string): PropertyReading {
  const names = readNames(raw)
  if (names?.length === 0) return NOTHING
  return read(names === undefined ? undefined : [...names], expected)
}

function readWords(words: readonly string[], raw: JsonValue): PropertyReading {
  const names = readNames(raw)
  if (names?.length === 0) return NOTHING
  const known = names?.every((name) => words.includes(name)) === true
  return read(known ? [...names] : undefined, `a list of ${words.join(', ')}`)
}

function readRanges(raw: JsonValue): PropertyReading {
  const expected = 'days with times, such as {"monday": "09:00-17:00"}'
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return { kind: 'refused', expected }
  const entries = Object.entries(raw)
  if (entries.length === 0) return NOTHING
  if (!entries.every(([, times]) => typeof times === 'string')) return { kind: 'refused', expected }
  const { problems } = parseRanges(raw)
  if (problems.length === 0) return { kind: 'value', value: raw }
  const faults = problems.map(({ expected: wanted, place, icinga }) => {
    const reason = icinga === undefined ? '' : ` (Icinga 2: ${icinga})`
    return `${wanted} at ${place}${reason}`
  })
  return { kind: 'refused', expected: faults.join('; ') }
}
