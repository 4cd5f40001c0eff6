import 'reflect-metadata'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import {
  builtInModifiers,
  compilePipeline,
  createModifierRegistry,
  modifyRows,
  noLookups,
} from '@director/modifiers'
import type { Row } from '@director/kit'
import { LdapSettings, LdapSource, SourceFiles } from '@director/sources'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSlapd, type SlapdServer } from '../support/servers/slapd.js'

const SID = Buffer.from('0105000000000005150000000102030405060708090a0b0cf4010000', 'hex')
const TEXT_SID = Buffer.from('01020000000000052000000020020000', 'hex')
const GUID = Buffer.from('f1e2d3c4b5a697887766554433221100', 'hex')

const device = (number: number) => `dn: cn=web${number},ou=hosts,dc=example,dc=org
objectClass: device
objectClass: adObject
cn: web${number}
serialNumber: ${number}
`

const ENTRIES = `dn: ou=hosts,dc=example,dc=org
objectClass: organizationalUnit
ou: hosts

${Array.from({ length: 25 }, (_item, index) => device(index + 1)).join('\n')}
dn: cn=db1,ou=hosts,dc=example,dc=org
objectClass: device
objectClass: adObject
cn: db1
description: first
description: second
l:: ${Buffer.from('Zürich 🦎').toString('base64')}
objectSid:: ${SID.toString('base64')}
objectGUID:: ${GUID.toString('base64')}

dn: cn=db2,ou=hosts,dc=example,dc=org
objectClass: device
objectClass: adObject
cn: db2
objectSid:: ${TEXT_SID.toString('base64')}

dn: cn=a\\, b,ou=hosts,dc=example,dc=org
objectClass: applicationProcess
cn: a, b

dn: ou=elsewhere,dc=example,dc=org
objectClass: referral
objectClass: extensibleObject
ou: elsewhere
ref: ldap://ldap.invalid/dc=example,dc=org
`

let slapd: SlapdServer
let source: LdapSource

beforeAll(async () => {
  slapd = await startSlapd(ENTRIES)
  source = new LdapSource(new SourceFiles(process.cwd()))
})

afterAll(() => slapd?.stop())

const settings = (fields: object = {}, server = slapd) =>
  LdapSettings.parse({
    host: 'localhost',
    port: server.port,
    encryption: 'none',
    bindDn: server.bindDn,
    bindPassword: server.bindPassword,
    base: 'ou=hosts,dc=example,dc=org',
    objectClass: 'device',
    attributes: ['cn'],
    pageSize: 10,
    ...fields,
  })

function open(fields: object = {}, signal = new AbortController().signal, server = slapd) {
  const lines: string[] = []
  const write = (message: string) => void lines.push(message)
  const log = { debug: write, info: write, warn: write, error: write }
  return { lines, rows: source.rows({ settings: settings(fields, server), signal, log }) }
}

async function all(rows: AsyncIterable<Row>): Promise<Row[]> {
  const found: Row[] = []
  for await (const row of rows) found.push(row)
  return found
}

const rowsOf = (fields: object = {}) => all(open(fields).rows)
const namesOf = async (fields: object) => (await rowsOf(fields)).map(({ cn }) => cn)

describe('an LDAP directory', () => {
  it('gives every entry of the object class, over all pages', async () => {
    const names = await namesOf({})
    expect(names).toHaveLength(27)
    expect(new Set(names).size).toBe(27)
  })

  it('holds the object class and the extra filter together', async () => {
    expect(await namesOf({ filter: '(|(cn=web2)(cn=db*)(cn=a*))' })).toEqual(['web2', 'db1', 'db2'])
    expect(await namesOf({ filter: 'cn=db1', objectClass: undefined })).toEqual(['db1'])
    expect(await namesOf({ objectClass: 'applicationProcess' })).toEqual(['a, b'])
  })

  it.each([
    ['base', ['example']],
    ['children', ['hosts']],
    ['subtree', ['example', 'hosts', 'db1']],
  ])('is searched in the scope %s', async (scope, expected) => {
    const filter = '(|(dc=example)(ou=hosts)(cn=db1))'
    const base = { base: 'dc=example,dc=org', objectClass: undefined, attributes: ['dc', 'ou', 'cn'] }
    const found = await rowsOf({ ...base, scope, filter })
    expect(found.flatMap((row) => Object.values(row))).toEqual(expected)
  })

  it('gives one value as text, several as a list, none as no column, and names columns as they were asked for', async () => {
    const attributes = ['CN', 'description', 'l', 'serialNumber']
    expect(await rowsOf({ filter: 'cn=db1', attributes })).toEqual([
      { CN: 'db1', description: ['first', 'second'], l: 'Zürich 🦎' },
    ])
  })

  it('gives the distinguished name only when it is asked for', async () => {
    const objectClass = 'applicationProcess'
    expect(await rowsOf({ objectClass, attributes: ['dn'] })).toEqual([
      { dn: 'cn=a\\2C b,ou=hosts,dc=example,dc=org' },
    ])
    expect(await rowsOf({ objectClass, attributes: ['cn', 'DN'] })).toEqual([
      { cn: 'a, b', DN: 'cn=a\\2C b,ou=hosts,dc=example,dc=org' },
    ])
  })

  it('gives all attributes for *, operational ones for +', async () => {
    const [row] = await rowsOf({ filter: 'cn=web1', attributes: ['*', '+', 'dn'] })
    expect(row).toMatchObject({
      dn: 'cn=web1,ou=hosts,dc=example,dc=org',
      cn: 'web1',
      serialNumber: '1',
      objectClass: ['device', 'adObject'],
      structuralObjectClass: 'device',
    })
  })

  it('gives bytes that the modifiers for SID and GUID read, also where the bytes are text by chance', async () => {
    const attributes = ['cn', 'objectsid', 'objectGUID']
    const rows = await rowsOf({ filter: 'objectSid=*', attributes })
    expect(rows.map(({ objectsid }) => objectsid)).toEqual([new Uint8Array(SID), new Uint8Array(TEXT_SID)])
    const registry = createModifierRegistry(builtInModifiers)
    const steps = [
      { type: 'director.from-ad-sid', property: 'objectsid', settings: {} },
      { type: 'director.uuid-bin-to-hex', property: 'objectGUID', filter: 'cn=db1', settings: {} },
    ]
    async function* batches() {
      yield rows
    }
    const modified: unknown[] = []
    for await (const batch of modifyRows(compilePipeline(steps, registry), batches(), {
      lookups: noLookups,
    })) {
      modified.push(...batch)
    }
    expect(modified).toEqual([
      {
        cn: 'db1',
        objectsid: 'S-1-5-21-67305985-134678021-202050057-500',
        objectGUID: 'f1e2d3c4-b5a6-9788-7766-554433221100',
      },
      { cn: 'db2', objectsid: 'S-1-5-32-544' },
    ])
  })

  it('tells columns from the settings, and from the first entry for *', async () => {
    const { signal } = new AbortController()
    const log = { debug() {}, info() {}, warn() {}, error() {} }
    const columns = (fields: object) => source.columns({ settings: settings(fields), signal, log })
    expect(await columns({ attributes: ['cn', 'l'], host: 'nowhere.invalid' })).toEqual(['cn', 'l'])
    expect(await columns({ attributes: ['*'] })).toEqual(['objectClass', 'cn', 'serialNumber'])
  })

  it('leaves referrals to other servers alone and says so in the log', async () => {
    const { rows, lines } = open({ base: 'dc=example,dc=org' })
    expect(await all(rows)).toHaveLength(27)
    expect(lines).toEqual(['referrals to other servers were not followed'])
  })
})

describe('encryption', () => {
  const secure = { authority: '', host: 'localhost' }
  beforeAll(() => {
    secure.authority = slapd.authorityFile
  })

  it('begins on the open port with StartTLS', async () => {
    expect(await rowsOf({ ...secure, encryption: 'starttls' })).toHaveLength(27)
  })

  it('is there from the start with LDAPS, and takes the authority as text too', async () => {
    const authority = await readFile(slapd.authorityFile, 'utf8')
    const fields = { ...secure, authority, encryption: 'ldaps', port: slapd.securePort }
    expect(await rowsOf(fields)).toHaveLength(27)
  })

  it.each(['starttls', 'ldaps'])(
    'with a certificate nobody vouches for is refused (%s)',
    async (encryption) => {
      const port = encryption === 'ldaps' ? slapd.securePort : slapd.port
      await expect(rowsOf({ encryption, port })).rejects.toMatchObject({ code: 'source.untrusted' })
      expect(await rowsOf({ encryption, port, verifyPeer: false })).toHaveLength(27)
    },
  )

  it.each(['starttls', 'ldaps'])('with a certificate of another name is refused (%s)', async (encryption) => {
    const port = encryption === 'ldaps' ? slapd.securePort : slapd.port
    await expect(rowsOf({ ...secure, encryption, port, host: '127.0.0.1' })).rejects.toMatchObject({
      code: 'source.untrusted',
      received: expect.stringContaining('127.0.0.1'),
    })
  })

  it('with an authority that cannot be read is refused', async () => {
    await expect(rowsOf({ encryption: 'ldaps', authority: '/nowhere/ca.crt' })).rejects.toMatchObject({
      code: 'source.certificate-unreadable',
      received: 'ENOENT',
    })
  })
})

describe('a directory that cannot be searched', () => {
  it.each([
    ['a wrong password', { bindPassword: 'wrong' }, 'source.refused-login', 'the login was refused'],
    [
      'an unknown bind DN',
      { bindDn: 'cn=nobody,dc=example,dc=org' },
      'source.refused-login',
      'the login was refused',
    ],
    ['a bind DN that is none', { bindDn: 'reader' }, 'source.missing-base', 'is not a distinguished name'],
    ['an unknown base', { base: 'ou=nowhere,dc=example,dc=org' }, 'source.missing-base', 'does not exist'],
    ['a base that is none', { base: 'hosts' }, 'source.missing-base', 'is not a distinguished name'],
    [
      'a base on another server',
      { base: 'ou=elsewhere,dc=example,dc=org' },
      'source.missing-base',
      'another server',
    ],
    [
      'nobody logged in',
      { bindDn: undefined, bindPassword: undefined },
      'source.refused-login',
      'may not read there',
    ],
    ['an unknown host', { host: 'nowhere.invalid' }, 'source.unreachable', 'the host name is not known'],
    ['more entries than expected', { sizeLimit: 20 }, 'source.too-many-rows', 'more entries than expected'],
  ])('because of %s says so', async (_kind, fields, code, message) => {
    await expect(rowsOf(fields)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(new RegExp(`^LDAP \\S+:\\d+ \\S+: .*${message}`)),
    })
  })

  it('because nothing listens says so', async () => {
    const port = slapd.port
    const gone = await startSlapd('')
    await gone.stop()
    await expect(all(open({}, undefined, gone).rows)).rejects.toMatchObject({
      code: 'source.unreachable',
      message: expect.stringContaining('nothing answers there'),
    })
    expect(port).not.toBe(gone.port)
  })

  it.each([
    ['filter', { filter: '(cn=web' }, 'an LDAP filter such as (cn=web*): '],
    ['filter', { filter: '(cn=web)(cn=db)' }, 'an LDAP filter such as (cn=web*): '],
    ['objectClass', { objectClass: 'a)(b' }, 'the name of an object class'],
    ['bindPassword', { bindPassword: undefined }, 'the password that belongs to the bind DN'],
    ['bindDn', { bindDn: undefined }, 'the bind DN that belongs to the password'],
    ['attributes', { attributes: ['a b'] }, 'an attribute name such as cn'],
  ])('because of a wrong %s is refused before it is stored', (field, fields, message) => {
    const parsed = LdapSettings.safeParse({ ...settings(), ...fields })
    expect(parsed.error?.issues[0]?.path[0]).toBe(field)
    expect(parsed.error?.issues[0]?.message).toContain(message)
  })

  it('because its own size limit cuts the search off says so', async () => {
    const small = await startSlapd(ENTRIES, ['limits users size.soft=5 size.hard=5 size.prtotal=5'])
    try {
      await expect(all(open({ pageSize: 3 }, undefined, small).rows)).rejects.toMatchObject({
        code: 'source.incomplete',
        message: expect.stringContaining('size limit'),
      })
    } finally {
      await small.stop()
    }
  })
})

describe('a search under way', () => {
  it('that the server does not answer in time fails with the number of rows', async () => {
    const { rows } = open({ timeoutSeconds: 1 })
    await rows.next()
    slapd.pause()
    // Another page may be on its way already: what counts is that the figure is what arrived.
    let arrived = 1
    const readOn = async () => {
      for await (const _row of rows) arrived += 1
    }
    try {
      const failure = await readOn().catch((error: unknown) => error)
      expect(failure).toMatchObject({ code: 'source.timed-out', details: { rowsRead: arrived } })
    } finally {
      slapd.resume()
    }
  })

  it('stops within two seconds when it is cancelled, also while the server stands still', async () => {
    const abort = new AbortController()
    const { rows } = open({}, abort.signal)
    await rows.next()
    slapd.pause()
    try {
      const ended = all(rows).catch((error: unknown) => error)
      const reason = new Error('cancelled')
      const startedAt = performance.now()
      abort.abort(reason)
      expect(await ended).toBe(reason)
      expect(performance.now() - startedAt).toBeLessThan(2_000)
    } finally {
      slapd.resume()
    }
  })

  it('whose server dies fails, and does not pass for complete', async () => {
    const dying = await startSlapd(ENTRIES)
    try {
      const { rows } = open({}, undefined, dying)
      await rows.next()
      await dying.kill()
      await expect(all(rows)).rejects.toMatchObject({
        code: 'source.interrupted',
        details: { rowsRead: expect.any(Number) },
      })
    } finally {
      await dying.stop()
    }
  })

  it('of a server that accepts and says nothing can be cancelled', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const address = silent.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const reason = new Error('cancelled')
    const abort = new AbortController()
    const ended = all(open({ port, encryption: 'starttls' }, abort.signal).rows).catch(
      (error: unknown) => error,
    )
    await once(silent, 'connection')
    abort.abort(reason)
    expect(await ended).toBe(reason)
    silent.close()
  })
})
