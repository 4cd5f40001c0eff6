import { describe, expect, it } from 'vitest'
import { compileKey, refuseMissingKeyColumn } from './row-key.js'

describe('compileKey', () => {
  it.each([
    ['web1', 'web1'],
    [' web1 ', ' web1 '],
    [17, '17'],
    [0, '0'],
    [false, 'false'],
  ])('is %j as text', (value, key) => {
    expect(compileKey('name')({ name: value })).toBe(key)
  })

  it.each([
    ['a nested value', { host: { name: { short: 'web1' } } }, 'web1'],
    [
      'the column that is literally named so',
      { 'host.name.short': 'db1', host: { name: { short: 'web1' } } },
      'db1',
    ],
  ])('reads %s', (_kind, row, key) => {
    expect(compileKey('host.name.short')(row)).toBe(key)
  })

  it.each([
    ['is missing', {}, 'import.missing-key'],
    ['has nothing inside', { host: null }, 'import.missing-key'],
    ['lacks the inner value', { host: { address: '::1' } }, 'import.missing-key'],
    ['is a text', { host: 'web1' }, 'row.not-nested'],
  ])('refuses a path whose column %s', (_kind, row, code) => {
    expect(() => compileKey('host.name')(row)).toThrow(expect.objectContaining({ code }))
  })

  it.each([
    ['a missing column', {}, 'import.missing-key'],
    ['null', { name: null }, 'import.missing-key'],
    ['an empty text', { name: '' }, 'import.missing-key'],
    ['a list', { name: ['web1'] }, 'import.bad-key'],
    ['an object', { name: { first: 'web1' } }, 'import.bad-key'],
    ['more than 255 characters', { name: 'x'.repeat(256) }, 'import.bad-key'],
  ])('refuses %s', (_kind, row, code) => {
    expect(() => compileKey('name')(row)).toThrow(expect.objectContaining({ code }))
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

  it.each([
    ['a column without a value', { name: null }, 'name'],
    ['a path into a column that is there', { host: {} }, 'host.name'],
    ['a column with a dot in its name', { 'host.name': 'web1' }, 'host.name'],
  ])('accepts %s', (_kind, row, keyColumn) => {
    expect(() => refuseMissingKeyColumn(row, keyColumn)).not.toThrow()
  })
})
