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
    const kinds = objectsOf(property)
    if (kinds.length > 0) return describedKinds(property, kinds, name)
    return [describedSetting(name, property, required.has(key))]
  })
}

/** The alternatives of a setting, when all of them are objects. */
function objectsOf(schema: JsonSchema): readonly JsonSchema[] {
  const alternatives = schema.oneOf ?? schema.anyOf ?? []
  const objects = alternatives.filter((one) => typeof one === 'object')
  return objects.every(({ properties }) => properties !== undefined) ? objects : []
}

/** What tells the alternatives apart comes first, then the settings of each of them. */
function describedKinds(
  schema: JsonSchema,
  kinds: readonly JsonSchema[],
  name: string,
): readonly DescribedSetting[] {
  const tag = Object.keys(kinds[0]?.properties ?? {}).find((key) => kinds.every((kind) => tagOf(kind, key)))
  if (tag === undefined) return [describedSetting(name, schema, false)]
  const choice = `${name}.${tag}`
  const found = new Map<string, { readonly setting: DescribedSetting; readonly values: string[] }>()
  for (const kind of kinds) {
    for (const setting of described(kind, `${name}.`).filter((one) => one.name !== choice)) {
      const known = found.get(setting.name) ?? { setting, values: [] }
      known.values.push(tagOf(kind, tag) ?? '')
      found.set(setting.name, known)
    }
  }
  const { anyOf: _any, oneOf: _one, default: whole, ...same } = schema
  const usual: unknown = Object(whole)[tag]
  const values = {
    ...same,
    enum: kinds.map((kind) => tagOf(kind, tag) ?? ''),
    ...(typeof usual === 'string' ? { default: usual } : {}),
  }
  const below = [...found.values()].map(({ setting, values }) => ({
    ...setting,
    description: `${setting.description} (with ${tag} ${values.join(', ')})`.trimStart(),
  }))
  return [describedSetting(choice, values, usual === undefined), ...below]
}

function tagOf(schema: JsonSchema, key: string): string | undefined {
  const property = schema.properties?.[key]
  return typeof property === 'object' && typeof property.const === 'string' ? property.const : undefined
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
