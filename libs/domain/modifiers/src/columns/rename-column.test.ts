import { describe, expect, it } from 'vitest'
import { tryModifierOnRows } from '../try-modifier.js'
import { renameColumn } from './rename-column.js'

describe('renameColumn', () => {
  it.each([
    [{ value: 'x', id: 1 }, 'value', 'renamed', { id: 1, renamed: 'x' }],
    [{ value: 'x', renamed: 'old' }, 'value', 'renamed', { renamed: 'x' }],
    [{ value: { a: 'x' } }, 'value.a', 'renamed', { value: { a: 'x' }, renamed: 'x' }],
    [{ value: 'x' }, 'value', '', { value: 'x' }],
    [{ id: 1 }, 'value', 'renamed', { id: 1, renamed: null }],
  ])('makes of %j (%s to %j) %j', async (row, property, target, expected) => {
    expect(await tryModifierOnRows(renameColumn, {}, [row], { property, target })).toEqual([expected])
  })
})
