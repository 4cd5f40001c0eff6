import { describe, expect, it } from 'vitest'
import { rowKey } from './row-key.js'

describe('rowKey', () => {
  it.each([
    ['web1', 'web1'],
    [' web1 ', ' web1 '],
    [17, '17'],
    [0, '0'],
    [false, 'false'],
  ])('is %j as text', (value, key) => {
    expect(rowKey({ name: value }, 'name')).toBe(key)
  })

  it.each([
    ['a missing column', {}, 'import.missing-key'],
    ['null', { name: null }, 'import.missing-key'],
    ['an empty text', { name: '' }, 'import.missing-key'],
    ['a list', { name: ['web1'] }, 'import.bad-key'],
    ['an object', { name: { first: 'web1' } }, 'import.bad-key'],
    ['more than 255 characters', { name: 'x'.repeat(256) }, 'import.bad-key'],
  ])('refuses %s', (_kind, row, code) => {
    expect(() => rowKey(row, 'name')).toThrow(expect.objectContaining({ code }))
  })

  it('names the columns there are when the key column is none of them', () => {
    expect(() => rowKey({ host: 'web1', os: 'linux' }, 'name')).toThrow(
      expect.objectContaining({ expected: 'a value in column "name"', received: 'the columns host, os' }),
    )
  })
})
