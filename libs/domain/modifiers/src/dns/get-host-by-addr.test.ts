import { describe, expect, it } from 'vitest'
import { tryModifier } from '../try-modifier.js'
import { fakeLookups } from '../fake-lookups.js'
import { getHostByAddr } from './get-host-by-addr.js'

const options = { lookups: fakeLookups }

describe('getHostByAddr', () => {
  it.each([
    [{ on_failure: 'fail' }, '192.0.2.1', 'web1'],
    [{ on_failure: 'null' }, 'not-an-address', null],
    [{ on_failure: 'keep' }, 'not-an-address', 'not-an-address'],
    [{ on_failure: 'null' }, '192.0.2.99', null],
    [{ on_failure: 'fail' }, null, null],
    [{ on_failure: 'null' }, ['192.0.2.1', ''], ['web1', null]],
  ])('with %j turns %j into %j', async (settings, value, expected) => {
    expect(await tryModifier(getHostByAddr, settings, value, options)).toEqual(expected)
  })

  it('fails unless told otherwise', async () => {
    await expect(tryModifier(getHostByAddr, {}, 'not-an-address', options)).rejects.toMatchObject({
      code: 'modifier.value',
    })
  })
})
