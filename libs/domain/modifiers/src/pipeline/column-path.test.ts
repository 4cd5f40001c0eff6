import { describe, expect, it } from 'vitest'
import { compileColumn } from './column-path.js'

const row = { a: 1, 'a.b': 'literal', deep: { x: { y: 'z' }, none: null, list: [1], text: 't' }, none: null }

describe('compileColumn', () => {
  it.each([
    ['a', 1],
    ['a.b', 'literal'],
    ['deep.x.y', 'z'],
    ['deep.x', { y: 'z' }],
    ['deep.missing.y', null],
    ['deep.none.y', null],
    ['deep.list.0', null],
    ['deep.text.y', null],
    ['none.y', null],
    ['missing', null],
    ['missing.y', null],
    ['toString', null],
  ])('reads %s as %j', (name, expected) => {
    expect(compileColumn(name)(row)).toEqual(expected)
  })

  it('refuses to read below something that is not an object', () => {
    expect(() => compileColumn('a.c')(row)).toThrowError(expect.objectContaining({ code: 'row.not-nested' }))
  })
})
