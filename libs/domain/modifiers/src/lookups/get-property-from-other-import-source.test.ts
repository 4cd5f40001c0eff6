import { describe, expect, it } from 'vitest'
import { tryModifier } from '../try-modifier.js'
import { fakeLookups } from '../fake-lookups.js'
import { getPropertyFromOtherImportSource } from './get-property-from-other-import-source.js'

const settings = { import_source: 'cmdb', foreign_property: 'owner' }
const options = { lookups: fakeLookups }

describe('getPropertyFromOtherImportSource', () => {
  it.each([
    ['web1', ['ann', 'bob']],
    ['missing', null],
    [null, null],
    [
      ['web1', 'x'],
      [['ann', 'bob'], null],
    ],
  ])('turns %j into %j', async (value, expected) => {
    expect(await tryModifier(getPropertyFromOtherImportSource, settings, value, options)).toEqual(expected)
  })

  it('refuses a nested object as a key', async () => {
    await expect(tryModifier(getPropertyFromOtherImportSource, settings, {}, options)).rejects.toMatchObject({
      code: 'modifier.value',
    })
  })
})
