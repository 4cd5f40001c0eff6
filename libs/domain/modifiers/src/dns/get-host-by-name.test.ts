import { describe, expect, it } from 'vitest'
import { tryModifier } from '../try-modifier.js'
import { fakeLookups } from '../fake-lookups.js'
import { getHostByName } from './get-host-by-name.js'

const options = { lookups: fakeLookups }

describe('getHostByName', () => {
  it.each([
    [{ on_failure: 'fail' }, 'web1', '192.0.2.1'],
    [{ on_failure: 'null' }, '10.0.0.1', null],
    [{ on_failure: 'keep' }, '10.0.0.1', '10.0.0.1'],
    [{ on_failure: 'null' }, '192.0.2.99', null],
    [{ on_failure: 'fail' }, null, null],
    [{ on_failure: 'null' }, ['web1', ''], ['192.0.2.1', null]],
  ])('with %j turns %j into %j', async (settings, value, expected) => {
    expect(await tryModifier(getHostByName, settings, value, options)).toEqual(expected)
  })

  it('fails unless told otherwise', async () => {
    await expect(tryModifier(getHostByName, {}, '10.0.0.1', options)).rejects.toMatchObject({
      code: 'modifier.value',
    })
  })
})
