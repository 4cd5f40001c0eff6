import { z } from 'zod'
import { defineModifier } from '../define-modifier.js'
import { compileTemplate } from '../pipeline/template.js'
import { textSetting } from '../settings/stored-settings.js'

const Settings = z.object({
  pattern: textSetting({
    title: 'Pattern',
    description: 'Text with ${column} placeholders; one placeholder alone keeps the type of its value',
  }).transform(compileTemplate),
})

/** Builds a value from other columns; its own value plays no part. */
export const combine = defineModifier({
  type: 'director.combine',
  title: 'Combine multiple properties',
  description: 'Fills ${column} placeholders of a pattern with values of the same row',
  shape: 'list',
  settings: Settings,
  apply: (_value, { pattern }, { row }) => pattern(row),
})
