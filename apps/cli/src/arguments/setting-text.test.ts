import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { settingText, withoutSetting, withSettings } from './setting-text.js'

const Schema = z.object({
  text: z.string(),
  count: z.int(),
  active: z.boolean().default(true),
  mode: z.enum(['fast', '5']),
  names: z.array(z.string()),
  numbers: z.array(z.int()),
  limits: z.object({ rows: z.int().nullable() }).optional(),
  either: z.union([z.literal(false), z.string()]),
  labels: z.record(z.string(), z.string()),
})

function typed(...texts: readonly string[]): Record<string, unknown> {
  return withSettings({}, texts.map(settingText), Schema)
}

describe('withSettings', () => {
  it.each([
    ['text=5', { text: '5' }],
    ['text=true', { text: 'true' }],
    ['text=a=b', { text: 'a=b' }],
    ['text=', { text: '' }],
    ['count=5', { count: 5 }],
    ['count=five', { count: 'five' }],
    ['active=false', { active: false }],
    ['mode=5', { mode: '5' }],
    ['names=a, b', { names: ['a', 'b'] }],
    ['names=["a,b"]', { names: ['a,b'] }],
    ['numbers=1,2', { numbers: [1, 2] }],
    ['limits.rows=10', { limits: { rows: 10 } }],
    ['limits.rows=null', { limits: { rows: null } }],
    ['either=false', { either: false }],
    ['either=often', { either: 'often' }],
    ['labels.site=5', { labels: { site: '5' } }],
    ['unknown=5', { unknown: 5 }],
  ])('reads %s as the schema means it', (text, settings) => {
    expect(typed(text)).toEqual(settings)
  })

  it('changes one value of many and keeps the others', () => {
    const before = { text: 'a', limits: { rows: 1, columns: 2 } }
    expect(withSettings(before, [settingText('limits.rows=5')], Schema)).toEqual({
      text: 'a',
      limits: { rows: 5, columns: 2 },
    })
    expect(before.limits.rows).toBe(1)
  })

  it.each(['source', '=cmdb', ''])('refuses %j, which names no value', (text) => {
    expect(() => settingText(text)).toThrow(expect.objectContaining({ code: 'usage.bad-setting' }))
  })

  it('does not repeat a value that may be a secret', () => {
    expect(() => settingText('=sesame')).toThrow(expect.objectContaining({ received: '"=…"' }))
  })
})

describe('withoutSetting', () => {
  it('takes one value away, at any depth', () => {
    expect(withoutSetting({ a: 1, b: { c: 2, d: 3 } }, ['b', 'c'])).toEqual({ a: 1, b: { d: 3 } })
    expect(withoutSetting({ a: 1 }, ['b', 'c'])).toEqual({ a: 1 })
  })
})
