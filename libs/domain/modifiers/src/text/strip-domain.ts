import { textOf } from '@director/filters'
import { z } from 'zod'
import { defineModifier } from '../define-modifier.js'
import { textSetting } from '../settings/stored-settings.js'
import { applyWithin } from '../settings/texts-of-list.js'

const Settings = z.object({
  domain: textSetting({
    title: 'Domain',
    description: 'Domain to remove; a leading dot makes no difference',
  }).transform((domain) => `.${domain.replace(/^\.+/, '')}`),
})

/**
 * Removes a domain at the end of a host name; upper and lower case matter.
 *
 * @see Director: a final line break is kept behind the shortened name
 */
export const stripDomain = defineModifier({
  type: 'director.strip-domain',
  title: 'Strip a domain name',
  description: 'Removes the given domain at the end of a host name',
  shape: 'value',
  settings: Settings,
  apply: (value, { domain }) => {
    if (value === null) return null
    return applyWithin(value, (element) => {
      const text = textOf(element)
      if (text.endsWith(domain)) return text.slice(0, -domain.length)
      return text.endsWith(`${domain}\n`) ? `${text.slice(0, -domain.length - 1)}\n` : text
    })
  },
})
