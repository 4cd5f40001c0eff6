import { describe, expect, it } from 'vitest'
import { storableJson, storableText } from './storable-text.js'

describe('storableText', () => {
  it('replaces NUL', () => {
    expect(storableText('a\0b')).toBe('a\uFFFDb')
  })
})

describe('storableJson', () => {
  it.each([
    ['NUL', 'a\0b', 'a\uFFFDb'],
    ['half a surrogate pair', '🦎'.slice(0, 1), '\uFFFD'],
    ['whole surrogate pairs', '🦎', '🦎'],
    ['text that looks like an escape', '\\u0000 \\\\ud800', '\\u0000 \\\\ud800'],
    ['other control characters', '\u0001\n', '\u0001\n'],
  ])('stores %s', (_what, text, stored) => {
    expect(JSON.parse(storableJson({ text }))).toEqual({ text: stored })
  })
})
