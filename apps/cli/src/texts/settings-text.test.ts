import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { settingsOf } from './settings-text.js'

const namesOf = (schema: z.ZodType) => settingsOf(schema).map(({ name, value }) => `${name}: ${value}`)

describe('settingsOf', () => {
  it('names settings inside objects with dots and says what may be written', () => {
    const schema = z.object({
      url: z.url(),
      limits: z.object({ rows: z.int().min(1).max(10).default(5) }),
      tags: z.array(z.string()).optional(),
      password: z.string().meta({ secret: true, title: 'Password' }),
    })
    expect(namesOf(schema)).toEqual([
      'url: address',
      'limits.rows: whole number from 1 to 10',
      'tags: list of text',
      'password: text, kept secret',
    ])
    expect(settingsOf(schema)[1]).toMatchObject({ required: false, default: '5' })
    expect(settingsOf(schema)[3]).toMatchObject({ required: true, secret: true, description: 'Password' })
  })

  it('shows the kinds of a setting first, and of each kind what belongs to it', () => {
    const user = z.string().meta({ title: 'User' })
    const access = z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('none') }),
      z.object({ kind: z.literal('basic'), user, password: z.string().meta({ secret: true }) }),
      z.object({ kind: z.literal('digest'), user }),
    ])
    const settings = settingsOf(z.object({ access: access.default({ kind: 'none' }) }))
    expect(settings).toMatchObject([
      { name: 'access.kind', value: 'one of none, basic, digest', required: false, default: '"none"' },
      { name: 'access.user', description: 'User (with kind basic, digest)' },
      { name: 'access.password', description: '(with kind basic)', secret: true },
    ])
  })

  it('reads what is written, not what a schema makes of it', () => {
    const schema = z.object({ pattern: z.string() }).transform(({ pattern }) => new RegExp(pattern))
    expect(namesOf(schema)).toEqual(['pattern: text'])
  })
})
