import { decodeJson } from '@director/filters'
import { z } from 'zod'
import { defineModifier } from '../define-modifier.js'
import { failed } from '../settings/failure.js'
import { onFailure } from '../settings/stored-settings.js'

const Settings = z.object({ on_failure: onFailure })

/** Reads a text as JSON. */
export const jsonDecode = defineModifier({
  type: 'director.json-decode',
  title: 'Decode a JSON string',
  description: 'Turns JSON text into the value it stands for',
  shape: 'value',
  settings: Settings,
  apply: (value, { on_failure: policy }) => {
    if (value === null) return null
    if (typeof value !== 'string')
      return failed(policy, value, 'only text can be decoded as JSON', 'JSON text')
    const decoded = decodeJson(value)
    return decoded.kind === 'value'
      ? decoded.value
      : failed(policy, value, `text is not JSON: ${decoded.reason}`, 'JSON text')
  },
})
