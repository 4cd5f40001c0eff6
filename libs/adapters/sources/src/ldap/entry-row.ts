import { AppError } from '@director/errors'
import type { ColumnValue, Row } from '@director/kit'
import type { Entry } from 'ldapts'

/**
 * Attributes whose values are bytes also when the bytes of one entry happen to be text. Active Directory's own; names
 * as the server writes them. Others are bytes only where they are not UTF-8.
 */
export const BINARY_ATTRIBUTES: readonly string[] = [
  'objectSid',
  'objectGUID',
  'sIDHistory',
  'mS-DS-ConsistencyGuid',
]

/** Which column each attribute becomes, by its name in lower case: the one it was asked for with. */
export type ColumnNames = ReadonlyMap<string, string>

/** @param attributes as in the settings; `*` and `+` name no column */
export function columnNames(attributes: readonly string[]): ColumnNames {
  const named = attributes.filter((name) => name !== '*' && name !== '+')
  return new Map(named.map((name) => [name.toLowerCase(), name]))
}

/**
 * An entry as a row: several values are a list, an attribute without a value is no column, bytes stay bytes for the
 * modifiers that read them (`director.from-ad-sid`, `director.uuid-bin-to-hex`).
 *
 * @param row its number, for messages; 1-based
 * @throws AppError `source.incomplete` when the server sent only some of the values
 * @see Director's LDAP import: lists for several values, `dn` only when it is asked for
 */
export function entryRow(entry: Entry, columns: ColumnNames, place: string, row: number): Row {
  const cells: [string, ColumnValue][] = []
  for (const [attribute, value] of Object.entries(entry)) {
    const column = columns.get(attribute.toLowerCase())
    if (attribute === 'dn') {
      if (column !== undefined) cells.push([column, entry.dn])
      continue
    }
    if (/;range=\d/i.test(attribute)) throw cutOff(attribute, entry.dn, place, row)
    if (!Array.isArray(value)) cells.push([column ?? attribute, cell(value)])
    else if (value.length > 0) cells.push([column ?? attribute, value.map(cell)])
  }
  return Object.fromEntries(cells)
}

// Rows compare and print bytes as such; Node's Buffer is a pool's view and writes itself as a list of numbers.
function cell(value: string | Buffer): string | Uint8Array {
  return typeof value === 'string' ? value : new Uint8Array(value)
}

function cutOff(attribute: string, dn: string, place: string, row: number): AppError {
  return new AppError('source.incomplete', `${place}: row ${row} (${dn}): the server cut off ${attribute}`, {
    expected: 'all values of the attribute',
    received: 'a part of them',
    remedy: 'Leave the attribute out, or raise MaxValRange of the Active Directory',
    details: { row, dn },
  })
}
