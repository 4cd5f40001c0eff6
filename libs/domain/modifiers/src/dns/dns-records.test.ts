import { describe, expect, it } from 'vitest'
import { tryModifier } from '../try-modifier.js'
import { dnsRecords } from './dns-records.js'
import { fakeLookups } from '../fake-lookups.js'

const options = { lookups: fakeLookups }

describe('dnsRecords', () => {
  it('sorts records naturally', async () => {
    expect(await tryModifier(dnsRecords, { record_type: 'NS' }, 'pool', options)).toEqual([
      'ns1',
      'ns2',
      'ns10',
    ])
  })

  it('gives an empty list for a name without records, which is no failure', async () => {
    expect(
      await tryModifier(dnsRecords, { record_type: 'MX', on_failure: 'fail' }, 'other', options),
    ).toEqual([])
  })

  it.each([
    ['null', 'broken', null],
    ['keep', 'broken', 'broken'],
    ['null', '', null],
    ['keep', null, null],
  ])('with on_failure %j turns %j into %j', async (policy, value, expected) => {
    expect(await tryModifier(dnsRecords, { record_type: 'A', on_failure: policy }, value, options)).toEqual(
      expected,
    )
  })

  it('refuses an unknown record type', async () => {
    await expect(tryModifier(dnsRecords, { record_type: 'BOGUS' }, 'x', options)).rejects.toMatchObject({
      code: 'modifier.settings',
    })
  })
})
