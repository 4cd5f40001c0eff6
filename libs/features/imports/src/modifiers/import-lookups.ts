import { DataListEntryStore, ImportedRowStore, type ImportSourceStore } from '@director/database'
import { AppError, nearestName } from '@director/errors'
import type { DnsRecordType, Lookups, Value } from '@director/modifiers'
import { DnsAnswers } from '@director/sources'

/** What property modifiers ask for during one import: data lists, other imported rows and the name servers. */
export class ImportLookups implements Lookups {
  private readonly dns = new DnsAnswers()

  constructor(
    private readonly sources: ImportSourceStore,
    private readonly rows: ImportedRowStore,
    private readonly dataLists: DataListEntryStore,
  ) {}

  /** @throws AppError `modifier.unknown-data-list` with the nearest name */
  async dataList(name: string): Promise<ReadonlyMap<string, Value>> {
    const entries = await this.dataLists.find(name)
    if (entries !== undefined) return new Map(entries.map((entry) => [entry.name, entry.value]))
    const nearest = nearestName(name, await this.dataLists.listNames())
    throw new AppError('modifier.unknown-data-list', `there is no data list "${name}"`, {
      expected: nearest === undefined ? 'the name of a data list' : `"${nearest}"?`,
      remedy: 'Create the data list (`director data-lists create`) or correct the settings of the modifier',
      details: { name },
    })
  }

  /** @throws AppError `import-source.unknown`, `import.nothing-imported` */
  async importedColumn(source: string, column: string): Promise<ReadonlyMap<string, Value>> {
    const importRun = await this.rows.latestImportRun(source)
    if (importRun === undefined) throw await this.nothingImported(source)
    const values = new Map<string, Value>()
    for await (const { key, data } of this.rows.streamRowsOf(importRun)) {
      const value = data[column]
      if (value !== undefined) values.set(key, value)
    }
    return values
  }

  addressOf(hostName: string): Promise<string | undefined> {
    return this.dns.addressOf(hostName)
  }

  hostNameOf(address: string): Promise<string | undefined> {
    return this.dns.hostNameOf(address)
  }

  dnsRecords(name: string, type: DnsRecordType): Promise<readonly string[] | undefined> {
    return this.dns.records(name, type)
  }

  private async nothingImported(source: string): Promise<AppError> {
    if ((await this.sources.find(source)) === undefined) {
      return new AppError('import-source.unknown', `there is no import source "${source}"`, {
        remedy: 'Correct the settings of the modifier',
      })
    }
    return new AppError('import.nothing-imported', `nothing was imported from "${source}" yet`, {
      expected: 'an import of that source before this one',
      remedy: `Run an import of "${source}" first`,
    })
  }
}
