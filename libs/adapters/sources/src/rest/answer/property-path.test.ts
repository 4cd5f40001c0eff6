import { describe, expect, it } from 'vitest'
import { isWithinPath, parsePropertyPath } from './property-path.js'

describe('parsePropertyPath', () => {
  it.each([
    ['', []],
    ['data', ['data']],
    ['data.hosts', ['data', 'hosts']],
    ['data.host\\.list', ['data', 'host.list']],
    ['\\.a\\.', ['.a.']],
    ['a..b', ['a', '', 'b']],
  ])('reads %j as %j', (path, names) => {
    expect(parsePropertyPath(path)).toEqual(names)
  })
})

describe('isWithinPath', () => {
  it.each([
    [['a', 'b'], ['a'], true],
    [['a'], ['a'], true],
    [['a'], ['a', 'b'], false],
    [['b'], ['a'], false],
    [['b'], [], true],
  ])('of %j and %j says %s', (path, above, expected) => {
    expect(isWithinPath(path, above)).toBe(expected)
  })
})
