import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createSecretBox } from './secret-box.js'
import { MASK, maskSecrets, openSecrets, sealSecrets, secretPaths } from './secret-settings.js'

const box = createSecretBox(Buffer.alloc(32, 1))
const secret = z.string().meta({ secret: true })

describe('secretPaths', () => {
  it.each([
    ['none', z.object({ url: z.url() }), []],
    ['a field', z.object({ url: z.url(), password: secret }), ['password']],
    ['an optional field', z.object({ password: secret.optional() }), ['password']],
    [
      'a field marked after it was made optional',
      z.object({ a: z.string().optional().meta({ secret: true }) }),
      ['a'],
    ],
    ['a field with a default', z.object({ password: secret.default('x') }), ['password']],
    ['a field with later rules', z.object({ password: secret.min(3) }), ['password']],
    ['a nullable number', z.object({ pin: z.int().meta({ secret: true }).nullable() }), ['pin']],
    ['a transformed field', z.object({ a: secret.transform((text) => text.length) }), ['a']],
    ['a field marked behind a pipe', z.object({ a: z.string().trim().pipe(secret) }), ['a']],
    ['a field of a nested object', z.object({ login: z.object({ password: secret }) }), ['login.password']],
    ['elements of an array', z.object({ tokens: z.array(secret) }), ['tokens.*']],
    ['fields in an array', z.object({ hosts: z.array(z.object({ token: secret })) }), ['hosts.*.token']],
    ['values of a record', z.object({ headers: z.record(z.string(), secret) }), ['headers.*']],
    ['a whole object', z.object({ login: z.object({ user: z.string() }).meta({ secret: true }) }), ['login']],
    ['a schema with an id', z.object({ a: secret.meta({ id: 'Password', secret: true }) }), ['a']],
    ['an intersection', z.intersection(z.object({ a: secret }), z.object({ b: z.string() })), ['a']],
  ])('finds %s', (_, schema, expected) => {
    expect(secretPaths(schema)).toEqual(expected)
  })

  it('finds the fields of every variant of a union', () => {
    const login = z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('none') }),
      z.object({ kind: z.literal('basic'), user: z.string(), password: secret }),
      z.object({ kind: z.literal('token'), token: secret }),
    ])
    expect(secretPaths(z.object({ login }))).toEqual(['login.password', 'login.token'])
  })

  it('ends on a schema that contains itself', () => {
    expect(secretPaths(Branch)).toEqual(['password'])
  })
})

const Branch = z.object({
  password: secret,
  get branches() {
    return z.array(Branch)
  },
})

const Settings = z.object({
  url: z.string(),
  password: secret.optional(),
  hosts: z.array(z.object({ name: z.string(), token: secret })).default([]),
  headers: z.record(z.string(), secret).default({}),
  pin: z.int().meta({ secret: true }).nullable().default(null),
  login: z.object({ user: z.string() }).meta({ secret: true }).optional(),
})

const settings = {
  url: 'https://cmdb.example',
  password: 'correct horse',
  hosts: [
    { name: 'a', token: 't-1' },
    { name: 'b', token: 't-2' },
  ],
  headers: { 'X-Key': 'k-1' },
  pin: 1234,
  login: { user: 'icinga' },
}

describe('sealing', () => {
  it('leaves no secret readable and everything else as it was', () => {
    const sealed = sealSecrets(Settings, settings, box)
    const text = JSON.stringify(sealed)
    for (const clear of ['correct horse', 't-1', 't-2', 'k-1', '1234', 'icinga'])
      expect(text).not.toContain(clear)
    expect(sealed).toMatchObject({
      url: 'https://cmdb.example',
      password: expect.stringMatching(/^enc:v1:/),
      hosts: [{ name: 'a' }, { name: 'b' }],
    })
  })

  it('gives back the same settings, types included', () => {
    expect(openSecrets(Settings, sealSecrets(Settings, settings, box), box)).toEqual(settings)
  })

  it('keeps a secret that looks like a sealed one', () => {
    const odd = { url: '', password: 'enc:v1:AAAA' }
    expect(openSecrets(Settings, sealSecrets(Settings, odd, box), box)).toEqual(odd)
  })

  it('does not change its argument', () => {
    const frozen = Object.freeze({ url: '', password: 'a' })
    sealSecrets(Settings, frozen, box)
    expect(frozen.password).toBe('a')
  })

  it('leaves what is not set alone', () => {
    expect(sealSecrets(Settings, { url: '', password: undefined, pin: null }, box)).toEqual({
      url: '',
      pin: null,
    })
  })

  it('reaches every depth of a schema that contains itself', () => {
    const tree = { password: 'a', branches: [{ password: 'b', branches: [{ password: 'c', branches: [] }] }] }
    expect(maskSecrets(Branch, tree)).toEqual({
      password: MASK,
      branches: [{ password: MASK, branches: [{ password: MASK, branches: [] }] }],
    })
  })
})

describe('opening', () => {
  it('passes on what was stored before the field became secret', () => {
    expect(openSecrets(Settings, { url: '', password: 'in the clear' }, box)).toEqual({
      url: '',
      password: 'in the clear',
    })
  })

  it('refuses another key', () => {
    const other = createSecretBox(Buffer.alloc(32, 2))
    expect(() => openSecrets(Settings, sealSecrets(Settings, settings, box), other)).toThrow(
      expect.objectContaining({ code: 'secrets.wrong-key' }),
    )
  })
})

describe('masking', () => {
  it('hides sealed and clear secrets alike', () => {
    const masked = {
      url: 'https://cmdb.example',
      password: MASK,
      hosts: [
        { name: 'a', token: MASK },
        { name: 'b', token: MASK },
      ],
      headers: { 'X-Key': MASK },
      pin: MASK,
      login: MASK,
    }
    expect(maskSecrets(Settings, settings)).toEqual(masked)
    expect(maskSecrets(Settings, sealSecrets(Settings, settings, box))).toEqual(masked)
  })

  it('does not pretend that a secret is set', () => {
    expect(maskSecrets(Settings, { url: '', pin: null })).toEqual({ url: '', pin: null })
  })
})
