import { ImportedRowStore, type ImportSourceStore } from '@director/database'
import { AppError } from '@director/errors'
import type { DnsRecordType, Lookups, Value } from '@director/modifiers'
import { DnsAnswers } from '@director/sources'

/** What property modifiers ask for during one import: other imported rows and the name servers. */
export class ImportLookups implements Lookups {
  private readonly dns = new DnsAnswers()

  constructor(
    private readonly sources: ImportSourceStore,
    private readonly rows: ImportedRowStore,
  ) {}

  /** @throws AppError `modifier.unknown-data-list`: this installation has no data lists yet */
  dataList(name: string): never {
    throw new AppError('modifier.unknown-data-list', `there is no data list "${name}"`, {
      remedy: 'Remove the modifier from the import source, or put the values into the source',
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
