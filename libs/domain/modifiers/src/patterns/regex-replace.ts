import { z } from 'zod'
import { defineModifier } from '../define-modifier.js'
import { compilePhpRegex } from '../regex/php-regex.js'
import { prepared, textSetting } from '../settings/stored-settings.js'
import { applyWithin } from '../settings/texts-of-list.js'

const Settings = z
  .object({
    pattern: textSetting({
      title: 'Pattern',
      description: 'Regular expression with delimiters and flags, for example /^srv-(.*)$/i',
    }).transform(prepared(compilePhpRegex)),
    replacement: textSetting({ title: 'Replacement', description: 'May refer to groups as $1, ${1} or \\1' }),
    when_not_matched: z.enum(['keep', 'set_null']).default('keep').meta({
      title: 'When not matched',
      description: 'Keep the value, or set null',
    }),
  })
  .transform(({ pattern, replacement, when_not_matched: whenNotMatched }) => ({
    whenNotMatched,
    replaceIn: pattern.replacer(replacement),
  }))

/** Replaces every match of a regular expression. */
export const regexReplace = defineModifier({
  type: 'director.regex-replace',
  title: 'Regular expression based replacement',
  description: 'Replaces every match of a Perl-compatible regular expression',
  shape: 'value',
  settings: Settings,
  apply: (value, { replaceIn, whenNotMatched }) => {
    if (value === null) return null
    return applyWithin(value, (element) => {
      const { value: result, matched } = replaceIn(element)
      return matched || whenNotMatched === 'keep' ? result : null
    })
  },
})
