import { AppError, within } from '@director/errors'
import type { IcingaObject, JsonValue, ObjectKind } from '@director/icinga-objects'
import type { DirectorRecord } from './director-session.js'
import type { RelatedStatement } from './director-statements.js'
import type { ColumnKind, DirectorTable } from './director-tables.js'

/** The records of a statement about the parts of objects. */
export interface RelatedRecords extends Pick<RelatedStatement, 'part' | 'property'> {
  readonly records: readonly DirectorRecord[]
}

const KINDS: Readonly<Record<string, ObjectKind>> = {
  object: 'object',
  template: 'template',
  apply: 'apply',
  external_object: 'external',
}

/**
 * A record of Icinga Director and what belongs to it, as an object: flags are true and false, names stand where the
 * database has ids, what is null or empty is left out.
 *
 * @param type Icinga's name of the type
 * @throws AppError `source.malformed` when a variable marked as JSON holds something else
 */
export function directorObject(
  type: string,
  table: DirectorTable,
  record: DirectorRecord,
  related: readonly RelatedRecords[],
): IcingaObject {
  const name = String(record['object_name'])
  try {
    const parts = related.map(({ part, property, records }) => ({ property, ...partOf(part, records) }))
    const own = [
      ...Object.entries(table.columns).map(([column, kind]) => [column, cell(record[column], kind)] as const),
      ...Object.keys(table.references).map(
        (reference) => [reference, cell(record[reference], 'text')] as const,
      ),
      ...parts.map(({ property, value }) => [property, value ?? null] as const),
    ]
    return {
      type,
      name,
      kind: KINDS[String(record['object_type'])] ?? 'object',
      disabled: record['disabled'] === 'y',
      properties: Object.fromEntries(own.filter(([, value]) => value !== null)),
      vars: parts.find(({ vars }) => vars !== undefined)?.vars ?? {},
      imports: parts.find(({ imports }) => imports !== undefined)?.imports ?? [],
    }
  } catch (error) {
    throw within(`${type} "${name}"`, error)
  }
}

interface ObjectPart {
  readonly imports?: readonly string[]
  readonly vars?: Readonly<Record<string, JsonValue>>
  readonly value?: JsonValue
}

function partOf(part: RelatedStatement['part'], records: readonly DirectorRecord[]): ObjectPart {
  const names = records.map(({ name }) => String(name))
  switch (part) {
    case 'imports':
      return { imports: names }
    case 'vars':
      return { vars: Object.fromEntries(records.map((record) => [String(record['name']), variable(record)])) }
    case 'list':
      return names.length === 0 ? {} : { value: names }
    case 'set':
      return records.length === 0 ? {} : { value: wordSet(records) }
    case 'ranges': {
      const ranges = records.map(({ name, value }) => [String(name), String(value)] as const)
      return ranges.length === 0 ? {} : { value: Object.fromEntries(ranges) }
    }
  }
}

function cell(value: unknown, kind: ColumnKind): JsonValue {
  if (value === null || value === undefined || value === '') return null
  if (kind === 'flag') return value === 'y'
  if (typeof value === 'number') return value
  const text = String(value)
  return kind === 'number' && /^\d+$/.test(text) ? Number(text) : text
}

function variable(record: DirectorRecord): JsonValue {
  const text = record['value'] === null ? null : String(record['value'])
  if (record['format'] !== 'json' || text === null) return text
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new AppError('source.malformed', `its variable "${String(record['name'])}" cannot be read`, {
      expected: 'JSON, as the format of the variable says',
      remedy: 'Store the variable again in that Director',
      cause: error,
    })
  }
}

/** A list replaces what is inherited; otherwise it is said under what the words are good for. */
function wordSet(records: readonly DirectorRecord[]): JsonValue {
  const words = (merge: string) =>
    records
      .filter(({ name }) => name === merge)
      .map(({ value }) => String(value))
      .sort()
  const entries = ['override', 'extend', 'blacklist']
    .map((merge) => [merge, words(merge)] as const)
    .filter(([, list]) => list.length > 0)
  const [first] = entries
  return entries.length === 1 && first?.[0] === 'override' ? first[1] : Object.fromEntries(entries)
}
