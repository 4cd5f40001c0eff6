import { describe, expect, it } from 'vitest'
import { tryModifier } from '../try-modifier.js'
import { regexReplace } from './regex-replace.js'

describe('regexReplace', () => {
  it.each([
    [{ pattern: '/\\d+/', replacement: '#' }, 'a1b22', 'a#b#'],
    [{ pattern: '/^(\\w+)\\.(.*)$/', replacement: '$2-${1}' }, 'www.example.com', 'example.com-www'],
    [{ pattern: '/(a)/', replacement: '\\1\\1' }, 'ab', 'aab'],
    [{ pattern: '/x*/', replacement: '-' }, 'ab', '-a-b-'],
    [{ pattern: '/ü/u', replacement: 'ue' }, 'Tür', 'Tuer'],
    [{ pattern: '/a/', replacement: 'o', when_not_matched: 'set_null' }, 'xyz', null],
    [{ pattern: '/a/', replacement: 'a', when_not_matched: 'set_null' }, 'a', 'a'],
    [{ pattern: '/a/' }, null, null],
  ])('with %j turns %j into %j', async (settings, value, expected) => {
    expect(await tryModifier(regexReplace, settings, value)).toEqual(expected)
  })

  it.each([
    [{ pattern: '/bad(/', replacement: '' }, 'x', 'modifier.settings'],
    [{ pattern: 'nodelim', replacement: '' }, 'x', 'modifier.settings'],
  ])('with %j refuses %j: %s', async (settings, value, code) => {
    await expect(tryModifier(regexReplace, settings, value)).rejects.toMatchObject({ code })
  })
})
