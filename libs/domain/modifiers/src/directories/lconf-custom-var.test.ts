import { describe, expect, it } from 'vitest'
import { tryModifier } from '../try-modifier.js'
import { lconfCustomVar } from './lconf-custom-var.js'

describe('lconfCustomVar', () => {
  it.each([
    ['_OS linux server', { OS: 'linux server' }],
    [['_A 1', 'B two', '_A 3'], { A: '3', B: 'two' }],
    ['_A  two', { A: ' two' }],
    [5, {}],
    [null, null],
  ])('turns %j into %j', async (value, expected) => {
    expect(await tryModifier(lconfCustomVar, {}, value)).toEqual(expected)
  })

  it.each([[{}, '_NOVALUE', 'modifier.value']])('with %j refuses %j: %s', async (settings, value, code) => {
    await expect(tryModifier(lconfCustomVar, settings, value)).rejects.toMatchObject({ code })
  })
})
