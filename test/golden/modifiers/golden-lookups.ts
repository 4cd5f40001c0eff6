import { AppError } from '@director/errors'
import type { Value } from '@director/filters'
import type { Lookups } from '@director/modifiers'

/** The data list of the recorded cases; Director stored the empty value of `s3` as null. */
const DATA_LIST = new Map<string, Value>([
  ['s1', 'Berlin'],
  ['s2', 'Köln'],
  ['1', 'one'],
  ['ü', 'umlaut'],
  ['s3', null],
])

/** Rows of the import source `other` of the recorded cases. */
const OTHER_ROWS: Readonly<Record<string, Readonly<Record<string, Value>>>> = {
  a1: { color: 'red', list: ['x', 'y'] },
  b2: { color: 'blue' },
  ü3: { color: 'grün' },
  1: { color: 'one' },
}

/** What the recorded cases look things up in: only `localhost` is known by name, as on the machine of the recording. */
export const goldenLookups: Lookups = {
  dataList: (name) => (name === 'golden-map' ? DATA_LIST : refuse('data list', name)),
  importedColumn: (source, column) =>
    source === 'other' ? columnOf(column) : refuse('import source', source),
  addressOf: (name) => (name === 'localhost' ? '127.0.0.1' : undefined),
  hostNameOf: (address) => (address === '127.0.0.1' || address === '::1' ? 'localhost' : undefined),
  dnsRecords: () => [],
}

function columnOf(column: string): ReadonlyMap<string, Value> {
  const found = Object.entries(OTHER_ROWS).flatMap(([key, row]): [string, Value][] => {
    const value = row[column]
    return value === undefined ? [] : [[key, value]]
  })
  return new Map(found)
}

function refuse(what: string, name: string): never {
  throw new AppError('golden.not-found', `there is no ${what} "${name}"`, { received: name })
}
