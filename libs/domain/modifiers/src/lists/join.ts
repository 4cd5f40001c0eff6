import { isList, textOf } from '@director/filters'
import { z } from 'zod'
import { defineModifier } from '../define-modifier.js'
import { wrongKind } from '../settings/failure.js'
import { textSetting } from '../settings/stored-settings.js'

const Settings = z.object({ glue: textSetting({ title: 'Glue', description: 'Text between the elements' }) })

/** Joins the elements of a list into one text. */
export const join = defineModifier({
  type: 'director.join',
  title: 'Transform list into string',
  description: 'Joins the elements of a list with a text between them',
  shape: 'list',
  settings: Settings,
  apply: (value, { glue }) => {
    if (value === null) return null
    if (!isList(value)) throw wrongKind(value, 'a list')
    return value.map(textOf).join(glue)
  },
})
