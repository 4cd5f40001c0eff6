import { describe, expect, it } from 'vitest'
import { tryModifier } from '../try-modifier.js'
import { extractFromDn } from './extract-from-dn.js'

describe('extractFromDn', () => {
  it.each([
    [{ dn_component: 'cn' }, 'cn=web1,ou=servers,ou=dc1,dc=x', 'web1'],
    [{ dn_component: 'ou' }, 'CN=web1,OU=servers,OU=dc1', 'servers'],
    [{ dn_component: 'last_ou' }, 'cn=web1,ou=servers,ou=dc1,dc=x', 'dc1'],
    [{ dn_component: 'first' }, 'dc=example,dc=com', 'example'],
    [{ dn_component: 'cn' }, 'CN=Doe\\, John,DC=x', 'Doe, John'],
    [{ dn_component: 'first' }, 'cn=Müller\\2c Hans', 'Müller, Hans'],
    [{ dn_component: 'cn' }, 'cn=a+sn=b,ou=x', 'a+sn=b'],
    [{ dn_component: 'cn', on_failure: 'null' }, 'not a dn', null],
    [{ dn_component: 'cn', on_failure: 'keep' }, 'dc=x', 'dc=x'],
    [{ dn_component: 'cn' }, null, null],
  ])('with %j turns %j into %j', async (settings, value, expected) => {
    expect(await tryModifier(extractFromDn, settings, value)).toEqual(expected)
  })

  it.each([
    [{ dn_component: 'cn' }, 'dc=x', 'modifier.value'],
    [{ dn_component: 'cn' }, 'cn=a<b', 'modifier.value'],
  ])('with %j refuses %j: %s', async (settings, value, code) => {
    await expect(tryModifier(extractFromDn, settings, value)).rejects.toMatchObject({ code })
  })
})
