import { describe, expect, it } from 'vitest'
import { columnNames, entryRow } from './entry-row.js'
import { searchFilter } from './search-filter.js'

const dn = 'CN=admins,DC=example,DC=org'
const row = (entry: object, attributes: readonly string[]) =>
  entryRow({ dn, ...entry }, columnNames(attributes), 'LDAP dc1:389 (root)', 7)

describe('entryRow', () => {
  it.each([
    [{ cn: 'admins' }, ['cn'], { cn: 'admins' }],
    [{ memberOf: ['a', 'b'] }, ['memberof'], { memberof: ['a', 'b'] }],
    [{ member: [] }, ['member'], {}],
    [{ cn: 'admins' }, ['*'], { cn: 'admins' }],
    [{ 'cn;lang-de': 'Leitung' }, ['cn'], { 'cn;lang-de': 'Leitung' }],
    [{}, ['dn'], { dn }],
    [{ objectSid: Buffer.of(1, 2) }, ['objectSid'], { objectSid: Uint8Array.of(1, 2) }],
    [{ sIDHistory: [Buffer.of(1)] }, ['*'], { sIDHistory: [Uint8Array.of(1)] }],
  ])('makes of %j asked for with %j the row %j', (entry, attributes, expected) => {
    expect(row(entry, attributes)).toStrictEqual(expected)
  })

  it('refuses a list that Active Directory cut off, naming row, entry and attribute', () => {
    expect(() => row({ 'member;range=0-1499': ['a'], member: [] }, ['member'])).toThrow(
      expect.objectContaining({
        code: 'source.incomplete',
        message: `LDAP dc1:389 (root): row 7 (${dn}): the server cut off member;range=0-1499`,
      }),
    )
  })
})

describe('searchFilter', () => {
  it.each([
    [{}, '(objectClass=*)'],
    [{ objectClass: 'device' }, '(objectClass=device)'],
    [{ filter: 'cn=web*' }, '(cn=web*)'],
    [{ objectClass: 'device', filter: '(|(cn=a)(cn=b))' }, '(&(objectClass=device)(|(cn=a)(cn=b)))'],
    [{ objectClass: 'user', filter: '(userAccountControl:1.2.840.113556.1.4.803:=2)' }, undefined],
  ])('writes %j as %s', (settings, expected) => {
    const text = searchFilter(settings).toString()
    expect(text).toBe(expected ?? '(&(objectClass=user)(userAccountControl:1.2.840.113556.1.4.803:=2))')
  })
})
