import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { settingNames } from './setting-names.js'

const schema = z.object({
  url: z.url(),
  headers: z.array(z.strictObject({ name: z.string(), value: z.string() })).default([]),
  login: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('none') }),
      z.strictObject({ kind: z.literal('basic'), username: z.string(), password: z.string() }),
      z.strictObject({ kind: z.literal('bearer'), token: z.string() }),
    ])
    .optional(),
})

describe('settingNames', () => {
  it.each([
    ['at the top', {}, [], ['url', 'headers', 'login']],
    ['in an element of a list', { headers: [{}] }, ['headers', 0], ['name', 'value']],
    [
      'in the variant that was chosen',
      { login: { kind: 'basic' } },
      ['login'],
      ['kind', 'username', 'password'],
    ],
    [
      'in every variant when none was chosen',
      { login: {} },
      ['login'],
      ['kind', 'username', 'password', 'token'],
    ],
    ['nowhere below a text', {}, ['url'], []],
  ])('knows the names %s', (_where, value, path, names) => {
    expect(settingNames(schema, value, path)).toEqual(expect.arrayContaining(names))
    expect(settingNames(schema, value, path)).toHaveLength(names.length)
  })
})
