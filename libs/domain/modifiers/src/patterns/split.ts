import { textOf, type Value } from '@director/filters'
import { z } from 'zod'
import { defineModifier } from '../define-modifier.js'
import { compilePhpRegex } from '../regex/php-regex.js'
import { textSetting, whenEmpty } from '../settings/stored-settings.js'
import { isBlank } from './blank.js'

const Settings = z.object({
  delimiter: textSetting({ title: 'Delimiter', description: 'Text between the parts' }),
  when_empty: whenEmpty,
})

const everyByte = compilePhpRegex('//')

/** Splits a text into a list; empty parts are left out. */
export const split = defineModifier({
  type: 'director.split',
  title: 'Transform string into list',
  description: 'Splits a text at a delimiter; empty parts are left out',
  shape: 'value',
  settings: Settings,
  apply: (value, { delimiter, when_empty: empty }): Value => {
    if (isBlank(value)) return empty === 'null' ? null : []
    if (delimiter === '') return everyByte.split(value) ?? []
    return textOf(value)
      .split(delimiter)
      .filter((part) => part !== '')
  },
})
