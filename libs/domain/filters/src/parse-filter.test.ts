import { describe, expect, it } from 'vitest'
import { parseFilter } from './parse-filter.js'
import { printFilter } from './print-filter.js'

const a = { kind: 'expression', column: 'a', operator: '=', value: '1' }
const b = { kind: 'expression', column: 'b', operator: '=', value: '2' }

describe('parseFilter', () => {
  it.each([
    ['', { kind: 'and', members: [] }],
    ['a=1', a],
    ['a', { ...a, value: true }],
    ['a=1&b=2', { kind: 'and', members: [a, b] }],
    ['a=1|b=2', { kind: 'or', members: [a, b] }],
    ['!a=1', { kind: 'not', member: a }],
    ['!(a=1|b=2)', { kind: 'not', member: { kind: 'or', members: [a, b] } }],
    ['(a=1)', { kind: 'and', members: [a] }],
    ['a=(x|y%20z)', { ...a, value: ['x', 'y z'] }],
    ['%20a%20=%201', { ...a, value: ' 1' }],
    ['a>=1', { ...a, operator: '>=' }],
    ['a%3C1', { ...a, operator: '<' }],
    ['a%3E=1', { ...a, operator: '>=' }],
    ['a=', { ...a, value: '' }],
    ['a=1=2', { ...a, value: '1=2' }],
    ['a=100%', { ...a, value: '100%' }],
    ['a=1&&b=2&', { kind: 'and', members: [a, b] }],
    ['(a=1&b=2', { kind: 'and', members: [a, b] }],
  ])('reads %s', (text, expected) => {
    expect(parseFilter(text)).toEqual(expected)
  })

  it.each([
    ['a=1|b=2&c=3', 8, '"&"'],
    ['&a=1', 1, '"&"'],
    ['a=1)', 4, '")"'],
    ['a(b)', 2, '"("'],
    ['a!b', 2, '"!"'],
    ['!', 2, 'the end'],
    ['(a=1)(b=2)', 6, '"("'],
    ['a=(x|y', 7, 'the end'],
    ['a>(x|y)', 3, '"("'],
    ['=1', 1, '"="'],
  ])('refuses %s at position %d', (text, position, received) => {
    expect(() => parseFilter(text)).toThrowError(
      expect.objectContaining({ code: 'filter.syntax', received, details: { filter: text, position } }),
    )
  })
})

describe('printFilter', () => {
  it.each([
    ['a=1&!(b=2|c)', 'a=1&!(b=2|c)'],
    ['host.name="web*"', 'host.name=%22web%2A%22'],
    ['((a=1&b=2))', '(a=1&b=2)'],
    ['a=(x|y z)', 'a=(x|y%20z)'],
    ['()', ''],
  ])('writes %s as %s', (text, expected) => {
    expect(printFilter(parseFilter(text))).toBe(expected)
  })
})
