import { textOf } from '@director/filters'
import { z } from 'zod'
import { defineModifier } from '../define-modifier.js'
import { textSetting } from '../settings/stored-settings.js'
import { applyWithin } from '../settings/texts-of-list.js'

const Settings = z.object({
  string: textSetting({
    title: 'Search string',
    description: 'Text to look for; upper and lower case matter',
  }),
  replacement: textSetting({ title: 'Replacement', description: 'Text to put in its place' }),
})

/** Replaces every occurrence of a text. */
export const replace = defineModifier({
  type: 'director.replace',
  title: 'Simple string replacement',
  description: 'Replaces every occurrence of a text by another',
  shape: 'value',
  settings: Settings,
  apply: (value, { string, replacement }) => {
    if (value === null) return null
    return applyWithin(value, (element) => {
      const text = textOf(element)
      return string === '' ? text : text.split(string).join(replacement)
    })
  },
})
