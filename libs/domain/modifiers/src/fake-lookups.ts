import type { Value } from '@director/filters'
import type { Lookups } from './lookups.js'
import { noLookups } from './no-lookups.js'

/** Look-ups for tests of modifiers: a data list `towns`, a source `cmdb`, and one host that has a name and an address. */
export const fakeLookups: Lookups = {
  ...noLookups,
  dataList: (name) => (name === 'towns' ? towns : noLookups.dataList(name)),
  importedColumn: async (source, column) =>
    source === 'cmdb' && column === 'owner' ? owners : noLookups.importedColumn(source, column),
  addressOf: async (hostName) => (hostName === 'web1' ? '192.0.2.1' : undefined),
  hostNameOf: async (address) => (address === '192.0.2.1' ? 'web1' : undefined),
  dnsRecords: async (name) => (name === 'broken' ? undefined : name === 'pool' ? ['ns10', 'ns2', 'ns1'] : []),
}

const towns: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['s1', 'Berlin'],
  ['1', 'one'],
])
const owners: ReadonlyMap<string, Value> = new Map<string, Value>([['web1', ['ann', 'bob']]])
