import { tryModifier, tryModifierOnRows } from '@director/kit'
import { describe, expect, it } from 'vitest'
import { cutAt } from './cut-at.js'

describe('cutAt', () => {
  it.each([
    ['web1.example.com', 'web1'],
    ['web1', 'web1'],
    [null, null],
    [
      ['a.b', 'c.d'],
      ['a', 'c'],
    ],
  ])('turns %j into %j', async (value, expected) => {
    expect(await tryModifier(cutAt, { separator: '.' }, value)).toEqual(expected)
  })

  it('writes the target and leaves its source alone', async () => {
    const rows = await tryModifierOnRows(cutAt, { separator: '.' }, [{ fqdn: 'web1.example.com' }], {
      property: 'fqdn',
      target: 'host',
    })
    expect(rows).toEqual([{ fqdn: 'web1.example.com', host: 'web1' }])
  })

  it('refuses a separator that is empty', async () => {
    await expect(tryModifier(cutAt, { separator: '' }, 'web1')).rejects.toMatchObject({
      code: 'modifier.settings',
    })
  })
})
