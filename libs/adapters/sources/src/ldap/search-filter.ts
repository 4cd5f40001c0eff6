import { AndFilter, EqualityFilter, FilterParser, PresenceFilter, type Filter } from 'ldapts'
import type { LdapSettings } from './ldap.settings.js'

/**
 * Object class and extra filter as one filter: both must hold. Without either, every entry matches.
 *
 * @see Director's LDAP import: the native filter is added to that of the object class
 * @example searchFilter({ objectClass: 'device', filter: '(cn=web*)' }).toString() // '(&(objectClass=device)(cn=web*))'
 */
export function searchFilter(settings: Pick<LdapSettings, 'objectClass' | 'filter'>): Filter {
  const filters: Filter[] = []
  if (settings.objectClass !== undefined) {
    filters.push(new EqualityFilter({ attribute: 'objectClass', value: settings.objectClass }))
  }
  if (settings.filter !== undefined) filters.push(FilterParser.parseString(settings.filter))
  const [only = new PresenceFilter({ attribute: 'objectClass' })] = filters
  return filters.length > 1 ? new AndFilter({ filters }) : only
}
