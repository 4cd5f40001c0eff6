import { AppError } from '@director/errors'
import { excerptOf, type Value } from '@director/filters'
import { z } from 'zod'
import { defineModifier } from '../define-modifier.js'
import { compilePhpRegex } from '../regex/php-regex.js'
import { prepared, textSetting, whenEmpty } from '../settings/stored-settings.js'
import { isBlank } from './blank.js'

const Settings = z.object({
  pattern: textSetting({
    title: 'Pattern',
    description: 'Regular expression with delimiters and flags, for example /\\s*,\\s*/',
  }).transform(prepared(compilePhpRegex)),
  when_empty: whenEmpty,
})

/** Splits a text at every match of a regular expression; empty parts are left out. */
export const regexSplit = defineModifier({
  type: 'director.regex-split',
  title: 'Transform string into list by a regular expression',
  description: 'Splits a text where a Perl-compatible regular expression matches; empty parts are left out',
  shape: 'value',
  settings: Settings,
  apply: (value, { pattern, when_empty: empty }): Value => {
    if (isBlank(value)) return empty === 'null' ? null : []
    const parts = pattern.split(value)
    if (parts !== undefined) return parts
    throw new AppError('modifier.value', 'cannot split bytes with a pattern for UTF-8 (flag u)', {
      expected: 'text in UTF-8',
      received: excerptOf(value),
    })
  },
})
