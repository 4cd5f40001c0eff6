import type { JsonValue } from '@director/icinga-objects'
import { renderMember } from '../values/dictionary-key.js'
import { INDENT } from '../values/layout.js'
import { renderValue, sortedEntries } from '../values/value.js'

/** Variables of services that a host overrides: added to what a template says, not put in its place. */
const OVERRIDES = '_override_servicevars'

/** Custom variables, sorted by the bytes of their names. */
export function renderVars(vars: Readonly<Record<string, JsonValue>>): string {
  return sortedEntries(vars)
    .map(([name, value]) => {
      const operator = name === OVERRIDES ? '+=' : '='
      const rendered = renderValue(value).replaceAll('\n', `\n${INDENT}`)
      return `${INDENT}vars${renderMember(name)} ${operator} ${rendered}\n`
    })
    .join('')
}
