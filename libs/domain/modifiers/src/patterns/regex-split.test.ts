import { describe, expect, it } from 'vitest'
import { tryModifier } from '../try-modifier.js'
import { regexSplit } from './regex-split.js'

describe('regexSplit', () => {
  it.each([
    [{ pattern: '/\\s*[,;]\\s*/' }, 'a, b;c', ['a', 'b', 'c']],
    [{ pattern: '/,/' }, ',a,,b,', ['a', 'b']],
    [{ pattern: '/,/' }, '  ', []],
    [{ pattern: '/,/', when_empty: 'null' }, null, null],
    [{ pattern: '/(-)/' }, 'a-b', ['a', 'b']],
  ])('with %j turns %j into %j', async (settings, value, expected) => {
    expect(await tryModifier(regexSplit, settings, value)).toEqual(expected)
  })

  it.each([
    [{ pattern: 'bad' }, 'x', 'modifier.settings'],
    [{ pattern: '/,/u' }, Uint8Array.of(0xff), 'modifier.value'],
  ])('with %j refuses %j: %s', async (settings, value, code) => {
    await expect(tryModifier(regexSplit, settings, value)).rejects.toMatchObject({ code })
  })
})
