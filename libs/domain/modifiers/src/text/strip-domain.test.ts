import { describe, expect, it } from 'vitest'
import { tryModifier } from '../try-modifier.js'
import { stripDomain } from './strip-domain.js'

describe('stripDomain', () => {
  it.each([
    [{ domain: 'example.com' }, 'www.example.com', 'www'],
    [{ domain: '.example.com' }, 'www.example.com', 'www'],
    [{ domain: 'example.com' }, 'www.EXAMPLE.com', 'www.EXAMPLE.com'],
    [{ domain: 'example.com' }, 'wwwexample.com', 'wwwexample.com'],
    [{ domain: 'example.com' }, 'www.example.com\n', 'www\n'],
    [{ domain: '' }, 'www.', 'www'],
    [{ domain: 'x' }, null, null],
  ])('with %j turns %j into %j', async (settings, value, expected) => {
    expect(await tryModifier(stripDomain, settings, value)).toEqual(expected)
  })

  it.each([[{ domain: 'x' }, {}, 'value.not-text']])(
    'with %j refuses %j: %s',
    async (settings, value, code) => {
      await expect(tryModifier(stripDomain, settings, value)).rejects.toMatchObject({ code })
    },
  )
})
