import { describe, expect, it } from 'vitest'
import { compareValues, isEmpty, looselyEqual } from './compare.js'
import { decodeJson } from './decode-json.js'
import { integerOfFloat, integerOfText, numberText } from './number-text.js'
import { decodeText, textOf } from './text.js'
import { excerptOf, setProperty } from './value.js'

describe('numberText', () => {
  it.each([
    [1.5, '1.5'],
    [0.1 + 0.2, '0.3'],
    [100, '100'],
    [-0.25, '-0.25'],
    [0.0001, '0.0001'],
    [0.00001, '1.0E-5'],
    [1e25, '1.0E+25'],
    [1.5e25, '1.5E+25'],
    [123456789.12345679, '123456789.12346'],
    [Infinity, 'INF'],
  ])('writes %d as %s', (value, expected) => {
    expect(numberText(value)).toBe(expected)
  })
})

describe('integerOfText', () => {
  it.each([
    ['5 apples', 5],
    ['abc', 0],
    [' -3', -3],
    ['1e3', 1000],
    ['.9', 0],
    ['99999999999999999999', 9223372036854775807n],
  ])('reads %s', (text, expected) => {
    expect(integerOfText(text)).toBe(expected)
  })

  it('keeps the lowest 64 bits of a float out of range', () => {
    expect(integerOfFloat(1e20)).toBe(7766279631452241920n)
  })
})

describe('textOf', () => {
  it.each([
    [null, ''],
    [false, ''],
    [true, '1'],
    [9007199254740993n, '9007199254740993'],
    [Uint8Array.of(0xc3, 0xbc), 'ü'],
  ])('writes %o as %s', (value, expected) => {
    expect(textOf(value)).toBe(expected)
  })

  it.each([[[]], [{}], [Uint8Array.of(0xff)]])('refuses %o', (value) => {
    expect(() => textOf(value)).toThrowError(expect.objectContaining({ code: 'value.not-text' }))
  })

  it('gives bytes back that are not UTF-8', () => {
    expect(decodeText(Uint8Array.of(0xff))).toEqual(Uint8Array.of(0xff))
  })
})

describe('looselyEqual', () => {
  it.each([
    ['1', 1, true],
    ['1.0', '1', true],
    ['abc', 0, false],
    ['', null, true],
    [true, 'x', true],
    [['a', 1], ['a', '1'], true],
    [{ a: 1 }, { a: '1' }, true],
    [['a'], 'a', false],
  ])('of %j and %j is %j', (left, right, expected) => {
    expect(looselyEqual(left, right)).toBe(expected)
  })
})

describe('compareValues', () => {
  it('sorts numbers as numbers and texts as texts', () => {
    expect(['b', '10', 'a', '9', 'B'].toSorted(compareValues)).toEqual(['9', '10', 'B', 'a', 'b'])
    expect([10n, 9, '8'].toSorted(compareValues)).toEqual(['8', 9, 10n])
  })
})

describe('isEmpty', () => {
  it.each([[null], [''], ['0'], [0], [false], [[]]])('holds for %j', (value) => {
    expect(isEmpty(value)).toBe(true)
  })

  it.each([[{}], ['0.0'], [' '], [[0]]])('does not hold for %j', (value) => {
    expect(isEmpty(value)).toBe(false)
  })
})

describe('decodeJson', () => {
  it.each([
    ['[9007199254740993,"9007199254740993"]', [9007199254740993n, '9007199254740993']],
    ['{"a":1,"a":1234567890123456}', { a: 1234567890123456 }],
    ['12345678901234567890', 1.2345678901234567e19],
    ['"\\ud83d\\ude00"', '😀'],
    [' {"b":[true,false,null,-1.5e3]} ', { b: [true, false, null, -1500] }],
  ])('reads %s', (text, value) => {
    expect(decodeJson(text)).toEqual({ kind: 'value', value })
  })

  it.each(['{bad', '[1,]', '"\\ud800"', '1234567890123456 x', '[1234567890123456', 'TRUE', ''])(
    'refuses %s',
    (text) => {
      expect(decodeJson(text).kind).toBe('invalid')
    },
  )
})

describe('setProperty and excerptOf', () => {
  it('keep __proto__ an ordinary name', () => {
    const target = {}
    setProperty(target, '__proto__', { polluted: 1 })
    expect(JSON.stringify(target)).toBe('{"__proto__":{"polluted":1}}')
  })

  it('shorten what messages show', () => {
    expect(excerptOf('x'.repeat(500))).toHaveLength(79)
    expect(excerptOf([1n])).toBe('["1"]')
  })
})
