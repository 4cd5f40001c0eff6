import { ImportSource, type ImportSourceContext, type Row } from '@director/kit'
import type { Client, SearchOptions } from 'ldapts'
import { SourceFiles } from '../files/source-files.js'
import { BINARY_ATTRIBUTES, columnNames, entryRow } from './entry-row.js'
import { close, openLdap, placeOf } from './ldap-connection.js'
import { explainLdapFailure, tooManyEntries } from './ldap-failure.js'
import { LdapSettings } from './ldap.settings.js'
import { searchFilter } from './search-filter.js'

const SCOPES = { subtree: 'sub', children: 'one', base: 'base' } as const

/**
 * Entries of an LDAP directory or Active Directory, read page by page.
 *
 * @see Director's LDAP import: base, object class, native filter, attribute list; paged
 */
@ImportSource({
  type: 'director.ldap',
  title: 'LDAP directory',
  description: 'Entries of an LDAP server or Active Directory',
  settings: LdapSettings,
})
export class LdapSource {
  constructor(private readonly files: SourceFiles) {}

  async columns(context: ImportSourceContext<LdapSettings>): Promise<readonly string[]> {
    const { attributes } = context.settings
    if (!attributes.includes('*') && !attributes.includes('+')) return attributes
    for await (const row of this.rows(context)) return Object.keys(row)
    return [...columnNames(attributes).values()]
  }

  async *rows({ settings, signal, log }: ImportSourceContext<LdapSettings>): AsyncGenerator<Row> {
    const place = placeOf(settings)
    const columns = columnNames(settings.attributes)
    let client: Client | undefined
    let row = 0
    try {
      client = await openLdap(settings, this.files.baseDirectory, signal)
      for await (const page of client.searchPaginated(settings.base, searchOptions(settings))) {
        if (page.searchReferences.length > 0) {
          log.debug('referrals to other servers were not followed', {
            referrals: page.searchReferences.length,
          })
        }
        for (const entry of page.searchEntries) {
          row++
          if (row > (settings.sizeLimit ?? Infinity)) throw tooManyEntries(settings, place)
          yield entryRow(entry, columns, place, row)
        }
      }
    } catch (error) {
      signal.throwIfAborted()
      throw explainLdapFailure(error, place, row)
    } finally {
      if (client !== undefined) await close(client)
    }
  }
}

// No size limit is sent: the driver takes a result cut off by it for a complete one. Rows are counted here instead.
function searchOptions(settings: LdapSettings): SearchOptions {
  const asked = settings.attributes.filter((name) => name.toLowerCase() !== 'dn')
  return {
    scope: SCOPES[settings.scope],
    filter: searchFilter(settings),
    // 1.1 asks for no attribute (RFC 4511, section 4.5.1.8); an empty list would ask for all.
    attributes: asked.length === 0 ? ['1.1'] : asked,
    explicitBufferAttributes: [...BINARY_ATTRIBUTES],
    timeLimit: settings.timeoutSeconds,
    paged: { pageSize: settings.pageSize },
  }
}
