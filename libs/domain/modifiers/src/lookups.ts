import type { Value } from '@director/filters'

/** Record types a DNS look-up may ask for. */
export type DnsRecordType = 'A' | 'AAAA' | 'CNAME' | 'MX' | 'NS' | 'PTR' | 'TXT'

/**
 * What modifiers may ask the world for; the caller decides how, caches and sets time limits.
 *
 * Answers may come at once or as a promise. "Not found" is an answer, not a failure: undefined or an empty list.
 */
export interface Lookups {
  /** The entries of a data list by its name: entry name to value. @throws AppError when there is no such list */
  dataList(name: string): ReadonlyMap<string, Value> | Promise<ReadonlyMap<string, Value>>
  /**
   * One column of the latest stored rows of another import source, by row key; keys whose row lacks the column
   * are absent. @throws AppError when the source does not exist or nothing was imported yet
   */
  importedColumn(
    source: string,
    column: string,
  ): ReadonlyMap<string, Value> | Promise<ReadonlyMap<string, Value>>
  /** The first IPv4 address of a host name; undefined when there is none. */
  addressOf(hostName: string): string | undefined | Promise<string | undefined>
  /** The host name of an IP address; undefined when there is none. */
  hostNameOf(address: string): string | undefined | Promise<string | undefined>
  /** Addresses, targets or texts of the records of one type; undefined when the question itself failed. */
  dnsRecords(
    name: string,
    type: DnsRecordType,
  ): readonly string[] | undefined | Promise<readonly string[] | undefined>
}
