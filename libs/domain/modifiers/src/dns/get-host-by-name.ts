import { textOf, type Value } from '@director/filters'
import { z } from 'zod'
import { defineModifier } from '../define-modifier.js'
import { failed } from '../settings/failure.js'
import { onFailure } from '../settings/stored-settings.js'
import { isIpAddress } from './ip-address.js'

const Settings = z.object({ on_failure: onFailure })

/**
 * Looks up the IPv4 address of a host name.
 *
 * @see Director: an address is no host name, so it counts as a failure
 */
export const getHostByName = defineModifier({
  type: 'director.get-host-by-name',
  title: 'Get host address by name',
  description: 'Asks the DNS for the IPv4 address of a host name',
  shape: 'value',
  settings: Settings,
  apply: (value, { on_failure: policy }, { lookups }): Value | Promise<Value> => {
    if (value === null) return null
    const name = textOf(value)
    const answer = name === '' || isIpAddress(name) ? undefined : lookups.addressOf(name)
    return answer instanceof Promise ? answer.then(settle) : settle(answer)

    function settle(address: string | undefined): Value {
      return address ?? failed(policy, value, 'no IPv4 address was found', 'a host name the DNS knows')
    }
  },
})
