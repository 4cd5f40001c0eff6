import { AppError } from '@director/errors'
import { excerptOf, isList, isObject, type Value } from '@director/filters'
import { z } from 'zod'
import { defineModifier } from '../define-modifier.js'

const Settings = z
  .object({
    position_type: z.enum(['first', 'last', 'fixed', 'keyname']).meta({
      title: 'Position type',
      description: 'First or last element, a position counted from 0, or a key',
    }),
    position: z
      .union([z.string(), z.int()])
      .optional()
      .meta({ title: 'Position', description: 'Number or key' }),
    when_missing: z.enum(['fail', 'null']).default('fail').meta({
      title: 'When not available',
      description: 'Let the whole import fail, or set null',
    }),
  })
  .check(({ value: { position_type: type, position }, issues }) => {
    const isFine =
      type === 'fixed' ? /^\d+$/.test(String(position)) : type !== 'keyname' || typeof position === 'string'
    if (isFine) return
    const message = `"${position ?? ''}" is not ${type === 'fixed' ? 'a position: expected digits' : 'a key: expected text'}`
    issues.push({ code: 'custom', message, path: ['position'], input: position })
  })

/** Returns one element of a list, or one property of an object. */
export const arrayElementByPosition = defineModifier({
  type: 'director.array-element-by-position',
  title: 'Get a specific list element',
  description: 'Returns the first, the last or a certain element of a list or an object',
  shape: 'list',
  settings: Settings,
  apply: (value, { position_type: type, position, when_missing: whenMissing }) => {
    const element = find(value, type, type === 'fixed' ? String(Number(position)) : String(position))
    if (element !== undefined) return element
    if (whenMissing === 'null') return null
    const place = type === 'first' || type === 'last' ? type : `#${position}`
    throw new AppError('modifier.value', `there is no ${place} element in ${excerptOf(value)}`, {
      expected: `a list or an object with a ${place} element`,
      received: excerptOf(value),
    })
  },
})

function find(
  value: Value,
  type: z.output<typeof Settings>['position_type'],
  key: string,
): Value | undefined {
  if (!isList(value) && !isObject(value)) return undefined
  const entries: readonly Value[] = isList(value) ? value : Object.values(value)
  if (type === 'first') return entries[0]
  if (type === 'last') return entries.at(-1)
  if (isObject(value)) return Object.hasOwn(value, key) ? value[key] : undefined
  return /^(?:0|[1-9]\d*)$/.test(key) ? entries[Number(key)] : undefined
}
