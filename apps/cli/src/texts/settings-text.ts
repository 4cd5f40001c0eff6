import { z } from 'zod'

type JsonSchema = z.core.JSONSchema.JSONSchema

/** A setting of a type, as it is described to operators. */
export interface DescribedSetting {
  readonly name: string
  /** What may be written: `text`, `whole number from 1 to 60`, `one of a, b`. */
  readonly value: string
  readonly required: boolean
  readonly default?: string
  readonly description: string
  readonly secret: boolean
}

/** The settings a schema describes; those of objects inside are named with dots. */
export function settingsOf(schema: z.ZodType): readonly DescribedSetting[] {
  return described(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), '')
}

function described(schema: JsonSchema, prefix: string): readonly DescribedSetting[] {
  const required = new Set(schema.required)
  return Object.entries(schema.properties ?? {}).flatMap(([key, property]) => {
    if (typeof property !== 'object') return []
    const name = `${prefix}${key}`
    if (property.properties !== undefined) return described(property, `${name}.`)
    return [describedSetting(name, property, required.has(key))]
  })
}

function describedSetting(name: string, schema: JsonSchema, required: boolean): DescribedSetting {
  const secret = schema['secret'] === true
  const words = [schema.title, schema.description].filter((text) => text !== undefined && text !== '')
  return {
    name,
    value: `${valueText(schema)}${secret ? ', kept secret' : ''}`,
    required,
    ...(schema.default === undefined ? {} : { default: JSON.stringify(schema.default) }),
    description: words.join(': '),
    secret,
  }
}

function valueText(schema: JsonSchema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum !== undefined) return `one of ${schema.enum.map(String).join(', ')}`
  const choices = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]
  if (choices.length > 0) {
    return [
      ...new Set(choices.map((choice) => (typeof choice === 'object' ? valueText(choice) : 'anything'))),
    ].join(' or ')
  }
  switch (schema.type) {
    case 'string':
      return schema.format === 'uri' ? 'address' : 'text'
    case 'integer':
      return `whole number${rangeText(schema)}`
    case 'number':
      return `number${rangeText(schema)}`
    case 'boolean':
      return 'true or false'
    case 'array':
      return typeof schema.items === 'object' && !Array.isArray(schema.items)
        ? `list of ${valueText(schema.items)}`
        : 'list'
    case 'object':
      return 'names with values'
    case 'null':
      return 'nothing'
    default:
      return 'anything'
  }
}

function rangeText({ minimum, maximum }: JsonSchema): string {
  const least = minimum === undefined || minimum <= Number.MIN_SAFE_INTEGER ? undefined : minimum
  const most = maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? undefined : maximum
  if (least !== undefined && most !== undefined) return ` from ${least} to ${most}`
  if (least !== undefined) return ` of at least ${least}`
  return most === undefined ? '' : ` of at most ${most}`
}
