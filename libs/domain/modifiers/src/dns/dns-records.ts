import { textOf, type Value } from '@director/filters'
import { z } from 'zod'
import { defineModifier } from '../define-modifier.js'
import { failed } from '../settings/failure.js'
import { onFailure } from '../settings/stored-settings.js'
import { compareNaturally } from './natural-order.js'

const Settings = z.object({
  record_type: z.enum(['A', 'AAAA', 'CNAME', 'MX', 'NS', 'PTR', 'TXT']).meta({
    title: 'Record type',
    description: 'Kind of DNS records to ask for',
  }),
  on_failure: onFailure,
})

/** Looks up DNS records; a name without records gives an empty list, which is no failure. */
export const dnsRecords = defineModifier({
  type: 'director.dns-records',
  title: 'Get DNS records of a specific type',
  description: 'Asks the DNS for addresses, targets or texts, and returns them as a sorted list',
  shape: 'value',
  settings: Settings,
  apply: (value, { record_type: type, on_failure: policy }, { lookups }): Value | Promise<Value> => {
    const name = textOf(value)
    const answer = name === '' ? undefined : lookups.dnsRecords(name, type)
    return answer instanceof Promise ? answer.then(settle) : settle(answer)

    function settle(records: readonly string[] | undefined): Value {
      if (records === undefined)
        return failed(
          policy,
          value,
          `the DNS did not answer for ${type} records`,
          'a name the DNS can be asked for',
        )
      return records.toSorted(compareNaturally)
    }
  },
})
