import { textOf } from '@director/filters'
import { z } from 'zod'
import { defineModifier } from '../define-modifier.js'
import { failed } from '../settings/failure.js'
import { onFailure } from '../settings/stored-settings.js'
import { parseDistinguishedName, type NameComponent } from './distinguished-name.js'

const Settings = z.object({
  dn_component: z.enum(['cn', 'ou', 'first', 'last_ou']).meta({
    title: 'Component',
    description: 'The first CN, the first OU, the first component of any kind, or the last OU',
  }),
  on_failure: onFailure,
})

/** Returns one component of a distinguished name. */
export const extractFromDn = defineModifier({
  type: 'director.extract-from-dn',
  title: 'Extract from a distinguished name (DN)',
  description: 'Returns the CN, an OU or the first component of an LDAP name',
  shape: 'value',
  settings: Settings,
  apply: (value, { dn_component: wanted, on_failure: policy }) => {
    if (value === null) return null
    const components = parseDistinguishedName(textOf(value))
    if (components === undefined)
      return failed(policy, value, 'this is not a distinguished name', 'a name such as cn=a,dc=b')
    const found = pick(components, wanted)
    return (
      found?.value ??
      failed(policy, value, `the name has no component "${wanted}"`, 'a name with that component')
    )
  },
})

function pick(
  components: readonly NameComponent[],
  wanted: 'cn' | 'ou' | 'first' | 'last_ou',
): NameComponent | undefined {
  if (wanted === 'first') return components[0]
  if (wanted === 'last_ou')
    return components.findLast((component) => component.attribute.toLowerCase() === 'ou')
  return components.find((component) => component.attribute.toLowerCase() === wanted)
}
