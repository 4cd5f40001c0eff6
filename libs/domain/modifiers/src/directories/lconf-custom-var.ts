import { AppError } from '@director/errors'
import { excerptOf, isList, setProperty, textOf, type Value } from '@director/filters'
import { defineModifier } from '../define-modifier.js'
import { noSettings } from '../settings/stored-settings.js'

/** Turns LConf's custom variables, `_NAME value`, into an object. */
export const lconfCustomVar = defineModifier({
  type: 'director.lconf-custom-var',
  title: 'Transform LConf custom variables to an object',
  description: 'Turns one or many texts such as "_OS linux" into { "OS": "linux" }',
  shape: 'list',
  settings: noSettings,
  apply: (value): Value => {
    if (value === null) return null
    const variables: Record<string, Value> = {}
    const lines = typeof value === 'string' ? [value] : isList(value) ? value : []
    for (const line of lines) {
      const [, name, text] = /^_*([^ ]*) ([^]*)$/.exec(textOf(line)) ?? []
      if (name === undefined || text === undefined) throw withoutValue(line)
      setProperty(variables, name, text)
    }
    return variables
  },
})

function withoutValue(line: Value): AppError {
  return new AppError('modifier.value', 'a custom variable has no value', {
    expected: 'name, a space, and the value',
    received: excerptOf(line),
  })
}
