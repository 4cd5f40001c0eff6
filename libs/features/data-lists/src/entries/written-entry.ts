import { shown, type Problem } from '@director/errors'
import type { DataListEntry } from '@director/database'
import type { JsonValue } from '@director/icinga-objects'

/** An entry as somebody wrote it, with its place for messages. */
export interface WrittenEntry {
  readonly place: string
  readonly name: unknown
  readonly value: unknown
}

/** Entries that are usable, and everything that is wrong with the others. */
export interface CheckedEntries {
  readonly entries: readonly DataListEntry[]
  readonly problems: readonly Problem[]
}

const LONGEST_NAME = 255
// What PostgreSQL cannot store: NUL, and halves of surrogate pairs.
const UNSTORABLE = /\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/

/** Checks every entry; of entries with the same name the second one is a problem. */
export function checkEntries(written: Iterable<WrittenEntry>): CheckedEntries {
  const entries = new Map<string, DataListEntry & { readonly place: string }>()
  const problems: Problem[] = []
  for (const { place, name, value } of written) {
    const found = problemOf(place, name, value)
    const first = typeof name === 'string' ? entries.get(name) : undefined
    if (found !== undefined) problems.push(found)
    else if (first !== undefined) problems.push(repeated(place, name, first.place))
    else if (typeof name === 'string' && isJson(value)) entries.set(name, { place, name, value })
  }
  return { entries: [...entries.values()].map(({ name, value }) => ({ name, value })), problems }
}

function problemOf(place: string, name: unknown, value: unknown): Problem | undefined {
  if (typeof name !== 'string' || name === '' || name.length > LONGEST_NAME) {
    const expected = `a name of 1 to ${LONGEST_NAME} characters`
    return { place, expected, received: shown(name) }
  }
  if (UNSTORABLE.test(name) || !isStorable(value)) {
    const received = `a NUL or half a character in ${shown(name)}`
    return { place, expected: 'text PostgreSQL can store', received }
  }
  if (isJson(value)) return undefined
  return {
    place,
    expected: 'a value: text, number, true, false, null, list or object',
    received: shown(value),
  }
}

function repeated(place: string, name: unknown, first: string): Problem {
  const expected = `a name of its own, because ${first} has it already`
  return { place, expected, received: shown(name) }
}

function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return !UNSTORABLE.test(value)
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([name, below]) => !UNSTORABLE.test(name) && isStorable(below))
}

function isJson(value: unknown): value is JsonValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (typeof value === 'number') return Number.isFinite(value)
  if (Array.isArray(value)) return value.every(isJson)
  const isPlain = typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype
  return isPlain && Object.values(value).every(isJson)
}
