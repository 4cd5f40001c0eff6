import { textOf } from '@director/filters'
import { z } from 'zod'
import { defineModifier } from '../define-modifier.js'

const Settings = z.object({
  lowerfirst: z.enum(['y', 'n']).default('y').meta({
    title: 'Lowercase first',
    description: 'Turn all other letters into lower case before (y) or leave them (n)',
  }),
})

/**
 * Turns the first letter of every word into upper case.
 *
 * @see Director: only the letters a to z change, and only white space separates words
 */
export const upperCaseFirst = defineModifier({
  type: 'director.upper-case-first',
  title: 'Uppercase the first letter of each word',
  description: 'Turns the first letter of every word into upper case; only letters a to z are changed',
  shape: 'value',
  settings: Settings,
  apply: (value, { lowerfirst }) => {
    if (value === null) return null
    const text = textOf(value)
    const start = lowerfirst === 'y' ? text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : text
    return start.replace(
      /(^|[ \t\r\n\f\v])([a-z])/g,
      (_word, before: string, letter: string) => before + letter.toUpperCase(),
    )
  },
})
