import { textOf, type Value } from '@director/filters'
import { z } from 'zod'
import { defineModifier } from '../define-modifier.js'
import { failed } from '../settings/failure.js'
import { onFailure } from '../settings/stored-settings.js'
import { isIpAddress } from './ip-address.js'

const Settings = z.object({ on_failure: onFailure })

/** Looks up the host name of an IP address; what is no address, or has no name, is a failure. */
export const getHostByAddr = defineModifier({
  type: 'director.get-host-by-addr',
  title: 'Get host name by address',
  description: 'Asks the DNS for the host name of an IPv4 or IPv6 address',
  shape: 'value',
  settings: Settings,
  apply: (value, { on_failure: policy }, { lookups }): Value | Promise<Value> => {
    if (value === null) return null
    const address = textOf(value)
    const answer = isIpAddress(address) ? lookups.hostNameOf(address) : undefined
    return answer instanceof Promise ? answer.then(settle) : settle(answer)

    function settle(name: string | undefined): Value {
      return name ?? failed(policy, value, 'no host name was found', 'an IP address the DNS has a name for')
    }
  },
})
