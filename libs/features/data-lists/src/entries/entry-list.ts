import { shown } from '@director/errors'
import { checkEntries, type CheckedEntries, type WrittenEntry } from './written-entry.js'

const PLACE = 'entries'
const ENTRY_FIELDS = ['name', 'value']

/**
 * Reads entries as they come from YAML, JSON or a form: an object of names with values, or a list of
 * `{ name, value }`.
 */
export function entriesOf(written: unknown): CheckedEntries {
  if (Array.isArray(written)) return entriesOfList(written)
  if (typeof written !== 'object' || written === null) {
    const expected = 'names with values, or a list of { name, value }'
    return { entries: [], problems: [{ place: PLACE, expected, received: shown(written) }] }
  }
  const named = Object.entries(written).map(([name, value]) => ({ place: `${PLACE}.${name}`, name, value }))
  return checkEntries(named)
}

function entriesOfList(written: readonly unknown[]): CheckedEntries {
  const wrong = written.flatMap((entry, index) =>
    isEntry(entry)
      ? []
      : [{ place: `${PLACE}.${index}`, expected: 'an entry { name, value }', received: shown(entry) }],
  )
  const { entries, problems } = checkEntries(
    written.flatMap((entry, index): readonly WrittenEntry[] =>
      isEntry(entry) ? [{ place: `${PLACE}.${index}`, name: entry.name, value: entry.value }] : [],
    ),
  )
  return { entries, problems: [...wrong, ...problems] }
}

function isEntry(entry: unknown): entry is { readonly name: unknown; readonly value: unknown } {
  if (typeof entry !== 'object' || entry === null) return false
  const fields = Object.keys(entry)
  return fields.length === ENTRY_FIELDS.length && ENTRY_FIELDS.every((field) => fields.includes(field))
}
