import { z } from 'zod'
import type { Output } from '../terminal/output.js'
import { settingsOf, type DescribedSetting } from './settings-text.js'

/** A type that settings are written for: of jobs, import sources, modifiers. */
export interface DescribedType {
  readonly type: string
  readonly title: string
  readonly description: string
  readonly settings: readonly DescribedSetting[]
}

/** What a type and its settings are, for lists and for `--json`. */
export function describedType<Type extends Pick<DescribedType, 'type' | 'title' | 'description'>>(
  type: Type,
  settings: z.ZodType,
): Type & DescribedType {
  return { ...type, settings: settingsOf(settings) }
}

/** The JSON Schema of settings as they are written, without defaults filled in. */
export function settingsSchema(settings: z.ZodType): z.core.JSONSchema.JSONSchema {
  return z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' })
}

/** One type with its settings in a table. `facts` are lines between its description and the table. */
export function typeText(type: DescribedType, facts: readonly string[], output: Output): string {
  const head = [
    `${output.colours.bold(type.title)} (${type.type})`,
    ...(type.description === '' ? [] : [type.description]),
    ...facts,
  ]
  if (type.settings.length === 0) return [...head, 'It has no settings.'].join('\n')
  const table = output.table(type.settings, [
    { heading: 'SETTING', of: (setting) => setting.name },
    { heading: 'VALUE', of: (setting) => setting.value },
    { heading: 'DEFAULT', of: (setting) => setting.default ?? (setting.required ? 'required' : '-') },
    { heading: 'MEANING', of: (setting) => setting.description },
  ])
  return [...head, '', table].join('\n')
}

/** Types below one another. */
export function typeList(types: readonly DescribedType[], whenEmpty: string, output: Output): string {
  if (types.length === 0) return whenEmpty
  return output.table(types, [
    { heading: 'TYPE', of: (type) => type.type },
    { heading: 'TITLE', of: (type) => type.title },
    { heading: 'DESCRIPTION', of: (type) => type.description },
  ])
}
