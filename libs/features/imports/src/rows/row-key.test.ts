import { describe, expect, it } from 'vitest'
import { refuseMissingKeyColumn, rowKey } from './row-key.js'

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
})

describe('refuseMissingKeyColumn', () => {
  it('names the columns there are, and the one that was meant', () => {
    expect(() => refuseMissingKeyColumn({ host_name: 'web1', os: 'linux' }, 'hostname')).toThrow(
      expect.objectContaining({
        code: 'import.missing-key',
        message: 'the rows have no column "hostname"',
        expected: 'one of its columns: host_name, os; did you mean "host_name"?',
      }),
    )
  })

  it('accepts a column without a value', () => {
    expect(() => refuseMissingKeyColumn({ name: null }, 'name')).not.toThrow()
  })
})
