import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { leftMasks, restoreMasked } from './masked-secrets.js'
import { MASK, maskSecrets } from './secret-settings.js'

const secret = z.string().meta({ secret: true })
const Header = z.object({ name: z.string(), value: secret.optional() })
const Settings = z.object({
  url: z.string().optional(),
  password: secret.optional(),
  pins: z.record(z.string(), secret).optional(),
  login: z.object({ user: z.string() }).meta({ secret: true }).optional(),
  headers: z.array(Header).optional(),
  tokens: z.array(secret).optional(),
  hosts: z.array(z.object({ name: z.string(), headers: z.array(Header) })).optional(),
})

const first = { name: 'X-First', value: 'one' }
const second = { name: 'X-Second', value: 'two' }
const masked = (header: { name: string }) => ({ ...header, value: MASK })
const restore = (written: object, stored: object) => restoreMasked(Settings, { ...written }, { ...stored })
const places = (settings: object) => leftMasks(settings, 'settings').map(({ place }) => place)

describe('masks that were sent back', () => {
  it.each([
    ['a field', { password: 'sesame' }],
    ['a whole object', { login: { user: 'ann' } }],
    ['keys of a record', { pins: { ann: '1', bob: '2' } }],
    ['elements of a list', { headers: [first, second] }],
    ['lists of lists', { hosts: [{ name: 'a', headers: [first, second] }] }],
    ['a list that is as it was, though nothing tells its elements apart', { tokens: ['a', 'b'] }],
    ['equal elements of a list that is as it was', { headers: [first, { ...first, value: 'other' }] }],
  ])('stand for the stored secrets: %s', (_what, stored) => {
    expect(restore(maskSecrets(Settings, stored), stored)).toEqual(stored)
  })

  it.each([
    ['removed before it', [masked(second)], [second]],
    [
      'added before it',
      [{ name: 'X-New', value: 'new' }, masked(first)],
      [{ name: 'X-New', value: 'new' }, first],
    ],
    ['put behind it', [masked(second), masked(first)], [second, first]],
    [
      'given a new secret',
      [{ ...first, value: 'new' }, masked(second)],
      [{ ...first, value: 'new' }, second],
    ],
  ])('stay with their element of a list when another is %s', (_what, headers, expected) => {
    expect(restore({ headers }, { headers: [first, second] })).toEqual({ headers: expected })
  })

  it('stay with their element of a list in a list', () => {
    const hosts = [
      { name: 'a', headers: [first] },
      { name: 'b', headers: [{ ...first, value: 'of b' }] },
    ]
    const written = { hosts: [{ name: 'b', headers: [masked(first)] }] }
    expect(restore(written, { hosts })).toEqual({ hosts: [hosts[1]] })
  })

  it('stay whatever order the keys of an element have', () => {
    const written = { headers: [{ value: MASK, name: 'X-Second' }] }
    expect(restore(written, { headers: [first, second] })).toEqual({ headers: [second] })
  })

  it.each([
    [
      'an element whose name changed',
      { headers: [masked({ name: 'X-Other' })] },
      ['settings.headers.0.value'],
    ],
    [
      'one of several equal elements',
      { headers: [masked({ name: 'X-Twin' })] },
      ['settings.headers.0.value'],
    ],
    ['an element with nothing but its secret', { tokens: [MASK] }, ['settings.tokens.0']],
    [
      'an element of a list whose list changed',
      { hosts: [{ name: 'a', headers: [masked(second), masked({ name: 'X-Other' })] }] },
      ['settings.hosts.0.headers.0.value', 'settings.hosts.0.headers.1.value'],
    ],
    ['a key that is new', { pins: { constructor: MASK } }, ['settings.pins.constructor']],
    ['a secret that is not stored', { headers: [masked({ name: 'X-Empty' })] }, ['settings.headers.0.value']],
  ])('are left where it is not clear which secret is meant: %s', (_what, written, expected) => {
    const stored = {
      headers: [first, { name: 'X-Twin', value: 'a' }, { name: 'X-Twin', value: 'b' }, { name: 'X-Empty' }],
      tokens: ['a', 'b'],
      hosts: [{ name: 'a', headers: [first, second] }],
      pins: { ann: '1' },
    }
    expect(places(restore(written, stored))).toEqual(expected)
  })

  it('are told as a problem that says what to do', () => {
    expect(leftMasks({ password: MASK, url: 'x' }, 'settings')).toEqual([
      {
        place: 'settings.password',
        expected: 'the secret written again: no stored one belongs to this place beyond doubt',
        received: 'the mask of a secret',
      },
    ])
  })
})
