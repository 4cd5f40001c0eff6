import { defineModifier, textOf } from '@director/kit'
import { z } from 'zod'

/** Cuts everything from a separator on: `web1.example.com` becomes `web1`. */
export const cutAt = defineModifier({
  type: 'acme.cut-at',
  title: 'Cut at a separator',
  description: 'Removes a separator and all that follows it',
  shape: 'value',
  settings: z.object({
    separator: z.string().min(1).meta({ title: 'Separator', description: 'Kept out of the result' }),
  }),
  apply: (value, { separator }) => (value === null ? null : (textOf(value).split(separator)[0] ?? '')),
})
