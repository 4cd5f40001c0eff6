import { z } from 'zod'

type JsonSchema = z.core.JSONSchema.JSONSchema

/** One JSON schema and the document its references point into. */
interface Node {
  readonly schema: JsonSchema
  readonly document: JsonSchema
}

/**
 * Everything a zod schema says about one place of a value: unions, intersections, references and both sides
 * of a transformation are laid side by side.
 */
export type SchemaView = readonly Node[]

// A schema never changes, and every run asks for the view of its type's: 0.3 ms each time without this.
const views = new WeakMap<z.ZodType, SchemaView>()

/** The view of the whole value. */
export function viewOf(schema: z.ZodType): SchemaView {
  const known = views.get(schema)
  if (known !== undefined) return known
  const view = newView(schema)
  views.set(schema, view)
  return view
}

function newView(schema: z.ZodType): SchemaView {
  const documents = (['input', 'output'] as const).map((io) =>
    z.toJSONSchema(schema, { io, unrepresentable: 'any' }),
  )
  return unfold(documents.map((document) => ({ schema: document, document })))
}

/** Tells whether the place is marked `.meta({ secret: true })` in any of its variants. */
export function isSecret(view: SchemaView): boolean {
  return view.some(({ schema }) => schema['secret'] === true)
}

/** The view of a property; of any property not named in the schema, as in records. */
export function propertyView(view: SchemaView, name: string): SchemaView {
  return children(view, ({ properties, patternProperties, additionalProperties }) => {
    if (properties !== undefined && Object.hasOwn(properties, name)) return [properties[name]]
    return [...Object.values(patternProperties ?? {}), additionalProperties]
  })
}

/** The view of the elements of an array; positions of a tuple are not told apart. */
export function elementView(view: SchemaView): SchemaView {
  return children(view, ({ items, prefixItems }) => [
    ...(prefixItems ?? []),
    ...(Array.isArray(items) ? items : [items]),
  ])
}

/** Names of the properties the schema names. */
export function propertyNames(view: SchemaView): readonly string[] {
  return [...new Set(view.flatMap(({ schema }) => Object.keys(schema.properties ?? {})))]
}

/** Tells whether the schema allows properties it does not name, as records do. */
export function hasOtherProperties(view: SchemaView): boolean {
  return view.some(
    ({ schema }) => typeof schema.additionalProperties === 'object' || schema.patternProperties !== undefined,
  )
}

function children(
  view: SchemaView,
  pick: (schema: JsonSchema) => readonly (JsonSchema | boolean | undefined)[],
): SchemaView {
  return unfold(view.flatMap((node) => below(node, pick(node.schema))))
}

/** Adds alternatives and the targets of references; each schema once, so that recursive ones end. */
function unfold(nodes: readonly Node[]): SchemaView {
  const seen = new Map<JsonSchema, Node>()
  const waiting = [...nodes]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (seen.has(node.schema)) continue
    seen.set(node.schema, node)
    const { anyOf = [], oneOf = [], allOf = [], $ref } = node.schema
    waiting.push(...below(node, [...anyOf, ...oneOf, ...allOf, resolve($ref, node.document)]))
  }
  return [...seen.values()]
}

function below(node: Node, schemas: readonly (JsonSchema | boolean | undefined)[]): readonly Node[] {
  return schemas.flatMap((schema) =>
    typeof schema === 'object' ? [{ schema, document: node.document }] : [],
  )
}

/** zod writes references to the whole document (`#`) and to its definitions only. */
function resolve(reference: string | undefined, document: JsonSchema): JsonSchema | undefined {
  if (reference === '#') return document
  const name = reference?.startsWith('#/$defs/') ? reference.slice('#/$defs/'.length) : undefined
  return name === undefined ? undefined : document.$defs?.[name]
}
