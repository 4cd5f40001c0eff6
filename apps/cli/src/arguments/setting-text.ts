import { AppError } from '@director/errors'
import { parse } from 'yaml'
import { z } from 'zod'

type JsonSchema = z.core.JSONSchema.JSONSchema

/** One `--set key=value`: a dotted path and the text of the value. */
export interface SettingText {
  readonly path: readonly string[]
  readonly text: string
}

/** @throws AppError `usage.bad-setting` when there is no `=`, or nothing before it */
export function settingText(argument: string): SettingText {
  const at = argument.indexOf('=')
  if (at > 0) return { path: argument.slice(0, at).split('.'), text: argument.slice(at + 1) }
  throw new AppError('usage.bad-setting', '--set: the value is not usable', {
    expected: 'key=value, such as --set source=cmdb or --set limits.rows=10',
    received: `"${at === 0 ? '=…' : argument}"`,
  })
}

/**
 * Puts values into settings. What a text means is said by the schema: `5` is a number where a number is expected and
 * text where text is. Texts that fit no type stay texts, so that the schema's own check explains them.
 */
export function withSettings(
  settings: Readonly<Record<string, unknown>>,
  texts: readonly SettingText[],
  schema: z.ZodObject | undefined,
): Record<string, unknown> {
  const types = schema === undefined ? {} : z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return texts.reduce<Record<string, unknown>>(
    (changed, { path, text }) => withValue(changed, path, valueOf(text, schemaAt(types, path))),
    { ...settings },
  )
}

/** Settings without the value at a dotted path. */
export function withoutSetting(
  settings: Readonly<Record<string, unknown>>,
  path: readonly string[],
): Record<string, unknown> {
  const [key = '', ...rest] = path
  const { [key]: value, ...others } = settings
  if (rest.length === 0 || !Object.hasOwn(settings, key)) return others
  return { ...others, [key]: withoutSetting(Object(value), rest) }
}

function withValue(target: object, path: readonly string[], value: unknown): Record<string, unknown> {
  const [key = '', ...rest] = path
  const current: unknown = new Map(Object.entries(target)).get(key)
  const below = typeof current === 'object' && current !== null ? current : {}
  return { ...target, [key]: rest.length === 0 ? value : withValue(below, rest, value) }
}

function schemaAt(schema: JsonSchema, path: readonly string[]): readonly JsonSchema[] {
  return path.reduce<readonly JsonSchema[]>(
    (schemas, key) =>
      schemas.flatMap((one) => {
        const child = one.properties?.[key] ?? one.additionalProperties
        return typeof child === 'object' ? alternatives(child) : []
      }),
    alternatives(schema),
  )
}

function alternatives(schema: JsonSchema): readonly JsonSchema[] {
  const below = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]
  return [schema, ...below.flatMap((one) => (typeof one === 'object' ? alternatives(one) : []))]
}

function valueOf(text: string, schemas: readonly JsonSchema[]): unknown {
  const types = new Set(schemas.flatMap((schema) => schema.type ?? typesOfValues(schema)))
  const looks = looksLike(text)
  if (types.size === 0) return parsed(text)
  if ((types.has('number') || types.has('integer')) && looks === 'number') return Number(text)
  if (types.has(looks)) return looks === 'string' ? text : parsed(text)
  if (types.has('string') || !types.has('array')) return text
  const items = schemas.flatMap((schema) =>
    typeof schema.items === 'object' && !Array.isArray(schema.items) ? alternatives(schema.items) : [],
  )
  return text.split(',').map((item) => valueOf(item.trim(), items))
}

function typesOfValues(schema: JsonSchema): readonly string[] {
  const values = schema.const === undefined ? (schema.enum ?? []) : [schema.const]
  return values.map((value) => (value === null ? 'null' : typeof value))
}

function looksLike(text: string): string {
  if (text === 'true' || text === 'false') return 'boolean'
  if (text === 'null') return 'null'
  if (/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text)) return 'number'
  if (text.startsWith('[')) return 'array'
  return text.startsWith('{') ? 'object' : 'string'
}

function parsed(text: string): unknown {
  try {
    return parse(text)
  } catch {
    return text
  }
}
