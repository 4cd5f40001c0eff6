import { integerOfFloat, integerOfText, type Value } from '@director/filters'
import { z } from 'zod'
import { defineModifier } from '../define-modifier.js'
import { wrongKind } from '../settings/failure.js'
import { integerSetting } from '../settings/stored-settings.js'

const Settings = z.object({
  bitmask: integerSetting({
    title: 'Bitmask',
    description: 'Bits that must be set, as a decimal number',
  }).transform(BigInt),
})

/** Tells whether all bits of a mask are set; null stays null. */
export const bitmask = defineModifier({
  type: 'director.bitmask',
  title: 'Bitmask match (numeric)',
  description: 'True when all bits of the mask are set in the number',
  shape: 'value',
  settings: Settings,
  apply: (value, { bitmask: mask }) => (value === null ? null : (BigInt(integerOf(value)) & mask) === mask),
})

/** @see Director: values are cast with PHP's `(int)` */
function integerOf(value: Value): number | bigint {
  if (typeof value === 'string') return integerOfText(value)
  if (typeof value === 'number') return integerOfFloat(value)
  if (typeof value === 'bigint') return value
  if (typeof value === 'boolean') return Number(value)
  throw wrongKind(value, 'a number')
}
