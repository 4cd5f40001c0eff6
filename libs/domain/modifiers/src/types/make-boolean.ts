import { z } from 'zod'
import { excerptOf, type Value } from '@director/filters'
import { AppError } from '@director/errors'
import { defineModifier } from '../define-modifier.js'

const Settings = z.object({
  on_invalid: z.enum(['null', 'true', 'false', 'fail']).default('fail').meta({
    title: 'Invalid values',
    description: 'Set null, true or false, or let the whole import fail',
  }),
})

const WORDS: ReadonlyMap<string, boolean> = new Map([
  ['0', false],
  ['false', false],
  ['n', false],
  ['no', false],
  ['1', true],
  ['true', true],
  ['y', true],
  ['yes', true],
])

/** Turns 0, 1 and the usual words into booleans; booleans and null stay. */
export const makeBoolean = defineModifier({
  type: 'director.make-boolean',
  title: 'Convert to a boolean value',
  description: 'Turns 0, false, n, no and 1, true, y, yes into booleans, in upper or lower case',
  shape: 'value',
  settings: Settings,
  apply: (value, { on_invalid: onInvalid }): Value => {
    if (value === null || typeof value === 'boolean') return value
    if (value === 0 || value === 1) return value === 1
    const known = typeof value === 'string' ? WORDS.get(value.toLowerCase()) : undefined
    if (known !== undefined) return known
    if (onInvalid === 'null') return null
    if (onInvalid !== 'fail') return onInvalid === 'true'
    throw new AppError('modifier.value', `${excerptOf(value)} cannot be read as a boolean`, {
      expected: '0, 1, false, true, n, y, no or yes',
      received: excerptOf(value),
    })
  },
})
