import { describe, expect, it } from 'vitest'
import type { JsonValue } from './icinga-object.js'
import { equalValues } from './equal-objects.js'

describe('equalValues', () => {
  const same: readonly [JsonValue, JsonValue][] = [
    [
      { a: 1, b: [1, { c: null }] },
      { b: [1, { c: null }], a: 1 },
    ],
    [[], []],
    [{}, {}],
    [0, -0],
    [1.5, 1.5],
  ]
  it.each(same)('takes %j and %j for the same', (left, right) => {
    expect(equalValues(left, right)).toBe(true)
  })

  const different: readonly [JsonValue, JsonValue][] = [
    [{ a: 1 }, { a: 1, b: null }],
    [{ a: null }, { b: null }],
    [{}, []],
    [[], null],
    [
      [1, 2],
      [2, 1],
    ],
    [1, '1'],
    [true, 1],
    ['', null],
    [{ a: { b: [1] } }, { a: { b: [2] } }],
    [{ toString: null }, { other: null }],
  ]
  it.each(different)('tells %j and %j apart', (left, right) => {
    expect(equalValues(left, right)).toBe(false)
    expect(equalValues(right, left)).toBe(false)
  })
})
