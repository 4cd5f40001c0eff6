import { describe, expect, it } from 'vitest'
import { isPattern, namesMatching } from './file-pattern.js'

describe('namesMatching', () => {
  it.each([
    ['*.csv', ['b.csv', 'a.csv', '.c.csv', 'd.txt', 'csv'], ['a.csv', 'b.csv']],
    ['*', ['b', 'Z', 'ä', 'a', '.x'], ['Z', 'a', 'b', 'ä']],
    ['.*', ['.x', 'a'], ['.x']],
    ['host-?.csv', ['host-1.csv', 'host-12.csv', 'host-.csv'], ['host-1.csv']],
    ['a*b*c', ['abc', 'a-b-b-c', 'acb', 'abcd'], ['a-b-b-c', 'abc']],
    ['(a)+.[ab]*', ['(a)+.[ab]x', 'aa.a'], ['(a)+.[ab]x']],
    [`${'*a'.repeat(40)}*b`, ['a'.repeat(200)], []],
  ])('gives for %s of %j the names %j', (pattern, names, expected) => {
    expect(namesMatching(pattern, names)).toEqual(expected)
  })
})

describe('isPattern', () => {
  it.each([
    ['*.csv', true],
    ['a?', true],
    ['a[b].csv', false],
  ])('tells of %s whether it stands for several: %j', (name, expected) => {
    expect(isPattern(name)).toBe(expected)
  })
})
