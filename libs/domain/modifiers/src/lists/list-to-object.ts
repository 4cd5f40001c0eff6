import { AppError } from '@director/errors'
import { excerptOf, isList, isObject, setProperty, textOf, type Value } from '@director/filters'
import { z } from 'zod'
import { defineModifier } from '../define-modifier.js'
import { wrongKind } from '../settings/failure.js'
import { textSetting } from '../settings/stored-settings.js'

const Settings = z.object({
  key_property: textSetting({
    title: 'Key property',
    description: 'Property every object of the list must have; its value becomes the key',
  }),
  on_duplicate: z.enum(['fail', 'keep_first', 'keep_last']).default('keep_first').meta({
    title: 'On duplicate key',
    description: 'Let the whole import fail, or keep the first or the last object with that key',
  }),
})

/** Turns a list of objects into one object. */
export const listToObject = defineModifier({
  type: 'director.list-to-object',
  title: 'Transform list of objects into single object',
  description: 'Makes one object of a list of objects, with one of their properties as the key',
  shape: 'list',
  settings: Settings,
  apply: (value, { key_property: name, on_duplicate: onDuplicate }) => {
    if (value === null) return null
    if (!isList(value)) throw wrongKind(value, 'a list')
    const result: Record<string, Value> = {}
    for (const [index, element] of value.entries()) {
      const key = keyAt(element, name, index)
      const isNew = !Object.hasOwn(result, key)
      if (!isNew && onDuplicate === 'fail') throw duplicate(name, key, index)
      if (isNew || onDuplicate === 'keep_last') setProperty(result, key, element)
    }
    return result
  },
})

function keyAt(element: Value, name: string, index: number): string {
  if (isObject(element) && Object.hasOwn(element, name)) return textOf(element[name])
  throw new AppError('modifier.value', `list element ${index} has no property "${name}"`, {
    expected: `objects with a property "${name}"`,
    received: excerptOf(element),
  })
}

function duplicate(name: string, key: string, index: number): AppError {
  return new AppError('modifier.duplicate-key', `list element ${index} repeats ${name}=${key}`, {
    expected: `every object to have its own "${name}"`,
    received: key,
  })
}
