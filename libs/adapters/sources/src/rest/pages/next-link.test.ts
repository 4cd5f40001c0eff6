import { expect, it } from 'vitest'
import { nextLink } from './next-link.js'

it.each([
  ['</hosts?page=2>; rel="next"', '/hosts?page=2'],
  ['<https://a/b?x=1,2>; rel=prev, <https://a/b;c>; title="a, \\"b\\"; c"; rel="last NEXT"', 'https://a/b;c'],
  ['<a>;rel=next;rel=prev', 'a'],
  ['<a>; rel=prev; rel=next', undefined],
  ['<a>; rel="nextish", <b>', undefined],
  ['<a', undefined],
  ['', undefined],
  [undefined, undefined],
])('finds in %j the next page %j', (header, expected) => {
  expect(nextLink(header)).toBe(expected)
})

it('looks into every header when there are several', () => {
  expect(nextLink(['<a>; rel=prev', '<b>; rel=next'])).toBe('b')
})
