import { defineModifier } from '../define-modifier.js'
import { wrongKind } from '../settings/failure.js'
import { noSettings } from '../settings/stored-settings.js'

/** Turns true into false and the other way round; null counts as false and becomes true. */
export const negateBoolean = defineModifier({
  type: 'director.negate-boolean',
  title: 'Negate a boolean value',
  description: 'Turns true into false, false and null into true',
  shape: 'value',
  settings: noSettings,
  apply: (value) => {
    if (value === null) return true
    if (typeof value === 'boolean') return !value
    throw wrongKind(value, 'a boolean or null')
  },
})
