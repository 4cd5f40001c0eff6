import { describe, expect, it } from 'vitest'
import { plainFields, plainMessage } from './plain-log.js'

describe('plainFields', () => {
  const circle: Record<string, unknown> = {}
  circle['self'] = circle

  it.each([
    ['nothing', undefined, null],
    ['plain fields', { rows: 3 }, { rows: 3 }],
    ['large integers as text', { rows: 3n }, { rows: '3' }],
    ['errors as their message', { cause: new Error('too late') }, { cause: 'too late' }],
    ['an error in place of fields', new Error('too late'), { value: 'too late' }],
    ['a text in place of fields', 'too late', { value: 'too late' }],
    ['functions not at all', { rows: 3, close: () => undefined }, { rows: 3 }],
    ['a circle as the reason against it', circle, { unprintable: expect.stringContaining('circular') }],
  ])('gives %s', (_what, fields, plain) => {
    expect(plainFields(fields)).toEqual(plain)
  })
})

describe('plainMessage', () => {
  it.each([
    ['too late', 'too late'],
    [new Error('too late'), 'too late'],
    [undefined, 'undefined'],
  ])('gives %s as text', (message, text) => {
    expect(plainMessage(message)).toBe(text)
  })
})
