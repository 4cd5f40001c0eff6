import { describe, expect, it } from 'vitest'
import { compareNaturally } from './natural-order.js'

describe('compareNaturally', () => {
  it.each([
    [
      ['web10', 'web2', 'web1'],
      ['web1', 'web2', 'web10'],
    ],
    [
      ['10.0.0.10', '10.0.0.9'],
      ['10.0.0.9', '10.0.0.10'],
    ],
    [
      ['b', 'a', 'B'],
      ['B', 'a', 'b'],
    ],
    [
      ['a1b', 'a1', 'a'],
      ['a', 'a1', 'a1b'],
    ],
  ])('sorts %j as %j', (given, expected) => {
    expect(given.toSorted(compareNaturally)).toEqual(expected)
  })
})
