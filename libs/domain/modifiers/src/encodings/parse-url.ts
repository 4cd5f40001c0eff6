import { textOf } from '@director/filters'
import { z } from 'zod'
import { defineModifier } from '../define-modifier.js'
import { failed } from '../settings/failure.js'
import { onFailure } from '../settings/stored-settings.js'
import { parsePhpUrl } from './php-url.js'

const Settings = z.object({
  url_component: z.enum(['scheme', 'host', 'port', 'path', 'query', 'fragment']).meta({
    title: 'URL component',
    description: 'Part of the URL to return',
  }),
  on_failure: onFailure,
})

/** Returns one part of a URL; the port as a number. */
export const parseUrl = defineModifier({
  type: 'director.parse-url',
  title: 'Parse a URL',
  description: 'Returns the scheme, host, port, path, query or fragment of a URL',
  shape: 'value',
  settings: Settings,
  apply: (value, { url_component: component, on_failure: policy }) => {
    const part = parsePhpUrl(textOf(value))?.[component]
    return (
      part ?? failed(policy, value, `no ${component} can be found in this URL`, `a URL with a ${component}`)
    )
  },
})
